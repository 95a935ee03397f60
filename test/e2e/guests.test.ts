import { expect } from "chai";
import { commandLine } from "../../src/domain/moderator.ts";
import { createPublishUrl } from "../../src/usecases/publish/publish-url.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type Peer, startPeer } from "../helpers/peer.ts";
import { onEveryStore } from "../helpers/stores.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";

/** A visitor's comment goes out through the guest actor; what becomes of it goes to everybody who has it. */
onEveryStore("a visitor's comment", (store) => {
  const clock = createTestClock();
  let blog: Blog;
  let node: TestNode;
  /** One is answered by the visitor, one answers the visitor, one follows the guests and leaves, one only looks on. */
  let peers: { author: Peer; answering: Peer; leaving: Peer; stranger: Peer };
  let post: string;
  let cookie: string;
  let number: number;
  let note: Record<string, unknown>;

  const guests = () => `${node.url}/ap/actors/blog_guests`;
  const told = (peer: Peer) => peer.got.filter(({ body }) => body.actor === guests() && body["type"] !== "Accept");
  const lastContent = (peer: Peer) => (told(peer).at(-1)?.body.object as { content: string } | undefined)?.content;
  const concerned = () => [peers.author, peers.answering, peers.leaving];

  async function replyOf(peer: Peer, inReplyTo: string, content: string): Promise<string> {
    const id = `${new URL(peer.actor).origin}/notes/${content.length}`;
    const object = { id, type: "Note", attributedTo: peer.actor, inReplyTo, content, to: [Public] };
    expect(await peer.send(`${node.url}/inbox`, { type: "Create", to: [Public], object })).to.equal(202);
    await settle(node);
    return id;
  }

  before(async () => {
    blog = await startBlog();
    blog.publish({ slug: "one" });
    post = blog.urlOf("one");
    const env = { ANTIPHON_SITE: blog.home, ANTIPHON_HANDLE: "blog", ANTIPHON_GUESTS: "true", ...store.env() };
    node = await startNode(clock, env);
    const four = await Promise.all([1, 2, 3, 4].map(() => startPeer(clock)));
    const [author, answering, leaving, stranger] = four as [Peer, Peer, Peer, Peer];
    peers = { author, answering, leaving, stranger };
    await settle(node);
    await createPublishUrl(node.world)(post, commandLine);
    await settle(node);
  });
  after(async () => {
    await node?.close();
    await blog?.close();
    await Promise.all(Object.values(peers ?? {}).map((peer) => peer.close()));
  });

  it("goes to the author of the comment that it answers, with a mention, and to the guests' followers", async () => {
    await peers.leaving.follow(guests());
    await settle(node);
    const parent = await replyOf(peers.author, post, "A word from elsewhere.");
    const answered = await node.find("A word from elsewhere");
    const sent = await node.post(post, {
      text: "An **answer**, @eve@elsewhere.example!",
      author: "Anna",
      parent: String(answered.number),
      federate: "yes",
    });
    cookie = sent.cookie;
    await settle(node);
    number = (await node.find("An answer")).number;
    for (const peer of [peers.author, peers.leaving])
      expect(told(peer).map(({ type }) => type)).to.deep.equal(["Create"]);
    expect(told(peers.stranger)).to.deep.equal([]);
    note = told(peers.author)[0]?.body.object as Record<string, unknown>;
    const handle = `@eve@${new URL(peers.author.actor).host}`;
    expect(note).to.deep.include({
      type: "Note",
      attributedTo: guests(),
      inReplyTo: parent,
      to: [Public],
      cc: [peers.author.actor, `${guests()}/followers`],
      tag: [{ type: "Mention", href: peers.author.actor, name: handle }],
      url: `${post}#comment-${number}`,
    });
    expect(note["context"]).to.match(/\/ap\/posts\/[a-z0-9]+\/context$/);
    expect(note["content"]).to.contain("<strong>Anna</strong>").and.contain("<strong>answer</strong>");
    expect(String(note["content"]).indexOf('class="u-url mention"')).to.be.within(0, 100, "it begins with the mention");
    expect(await peers.stranger.look(String(note["id"]))).to.have.nested.property("json.content", note["content"]);
  });

  it("goes on to who answered it and to who left meanwhile, when it is edited", async () => {
    await replyOf(peers.answering, String(note["id"]), "And another one.");
    await peers.leaving.unfollow(guests());
    await settle(node);
    clock.advance(60_000);
    expect((await node.send(`/comments/${number}/edit`, { text: "A better answer." }, cookie)).status).to.equal(303);
    await settle(node);
    for (const peer of concerned()) {
      const update = told(peer).at(-1);
      expect(update?.type).to.equal("Update");
      expect(update?.body.object).to.include({ id: note["id"], updated: "2026-11-01T12:01:06Z" });
      expect(lastContent(peer)).to.contain("A better answer.");
    }
    expect(told(peers.stranger)).to.deep.equal([]);
  });

  it("tells edits that follow soon together, five minutes later", async () => {
    clock.advance(60_000);
    await node.send(`/comments/${number}/edit`, { text: "A better answerr." }, cookie);
    await settle(node);
    await node.send(`/comments/${number}/edit`, { text: "The best answer." }, cookie);
    await settle(node);
    expect(told(peers.author)).to.have.length(2);
    clock.advance(5 * 60_000);
    await node.sweep();
    await settle(node);
    expect(told(peers.author)).to.have.length(3);
    expect(lastContent(peers.author)).to.contain("The best answer.");
  });

  it("is taken back from all of them, and gone wherever it was", async () => {
    expect((await node.send(`/comments/${number}/delete`, { sure: "yes" }, cookie)).status).to.equal(303);
    await settle(node);
    for (const peer of concerned()) {
      const remove = told(peer).at(-1);
      expect(remove?.type).to.equal("Delete");
      expect(remove?.body.object).to.deep.equal({ id: note["id"], type: "Tombstone", formerType: "Note" });
    }
    const create = String(told(peers.author)[0]?.body.id);
    for (const url of [String(note["id"]), create, `${note["id"]}/replies`, `${note["id"]}/likes`]) {
      const { status, json } = await peers.stranger.look(url);
      expect(status, url).to.equal(410);
      expect(json, url).to.include({ id: url, type: "Tombstone" });
    }
    expect(
      await node.store.docs.tellings.countDocuments({ note: `comment.${String(note["id"]).split("/").at(-1)}` }),
    ).to.equal(0);
  });
});
