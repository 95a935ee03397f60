import { expect } from "chai";
import { commandLine } from "../../src/domain/moderator.ts";
import { createPublishUrl } from "../../src/usecases/publish/publish-url.ts";
import { createWithdrawUrl } from "../../src/usecases/publish/withdraw-url.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type Peer, startPeer } from "../helpers/peer.ts";
import { onEveryStore } from "../helpers/stores.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";

/** What was said once is taken back from everybody who heard it, whatever became of them since. */
onEveryStore("taking back", (store) => {
  const clock = createTestClock();
  let blog: Blog;
  let node: TestNode;
  /** One follows and leaves, one answers, one boosts, one only looks on. */
  let peers: { left: Peer; answered: Peer; boosted: Peer; stranger: Peer };
  let post: string;
  let note: string;

  const actor = (name: string) => `${node.url}/ap/actors/${name}`;
  const types = (peer: Peer) => peer.got.map(({ type }) => type);
  const noteAt = async (url: string) => {
    const answer = await peers.stranger.look(`${node.url}/ap/posts?url=${encodeURIComponent(url)}`);
    expect(answer.status).to.be.oneOf([303, 200]);
    const thread = (
      await node.world.threads.announced((await node.world.sites.all())[0]?._id ?? "", "announced", { limit: 1 })
    ).items[0];
    return `${node.url}/ap/posts/${thread?.noteId}`;
  };

  before(async () => {
    blog = await startBlog();
    blog.publish({ slug: "one", title: "One" });
    post = blog.urlOf("one");
    const env = { ANTIPHON_SITE: blog.home, ANTIPHON_HANDLE: "alpha", ANTIPHON_GUESTS: "true", ...store.env() };
    node = await startNode(clock, env);
    const four = await Promise.all([1, 2, 3, 4].map(() => startPeer(clock)));
    const [left, answered, boosted, stranger] = four as [Peer, Peer, Peer, Peer];
    peers = { left, answered, boosted, stranger };
    await settle(node);
  });
  after(async () => {
    await node?.close();
    await blog?.close();
    await Promise.all(Object.values(peers ?? {}).map((peer) => peer.close()));
  });

  it("tells a follower of a post, and of nothing once they have left", async () => {
    expect(await peers.left.follow(actor("alpha"))).to.equal(202);
    await settle(node);
    await createPublishUrl(node.world)(post, commandLine);
    await settle(node);
    expect(types(peers.left)).to.deep.equal(["Accept", "Create"]);
    note = await noteAt(post);
    expect(await peers.left.unfollow(actor("alpha"))).to.equal(202);
    await settle(node);
    expect(await node.world.followers.count("alpha")).to.equal(0);
  });

  it("hears of an answer and a boost from elsewhere", async () => {
    const reply = `${new URL(peers.answered.actor).origin}/notes/1`;
    const object = {
      id: reply,
      type: "Note",
      attributedTo: peers.answered.actor,
      inReplyTo: note,
      content: "Hm.",
      to: [Public],
    };
    expect(await peers.answered.send(`${node.url}/inbox`, { type: "Create", to: [Public], object })).to.equal(202);
    expect(await peers.boosted.send(`${node.url}/inbox`, { type: "Announce", to: [Public], object: note })).to.equal(
      202,
    );
    await settle(node);
    expect(await node.texts(post)).to.deep.equal(["Hm."]);
  });

  it("deletes a withdrawn post at the server whose last follower left, and at those that took part", async () => {
    await createWithdrawUrl(node.world)(post, commandLine);
    await settle(node);
    for (const peer of [peers.left, peers.answered, peers.boosted]) {
      const remove = peer.got.at(-1);
      expect(remove?.type).to.equal("Delete");
      expect(remove?.body).to.deep.include({ actor: actor("alpha"), to: [Public] });
      expect(remove?.body.object).to.deep.equal({ id: note, type: "Tombstone", formerType: "Note" });
    }
    expect(types(peers.stranger)).to.deep.equal([]);
    expect(await node.store.docs.tellings.countDocuments({})).to.equal(0, "nobody has to be remembered any more");
  });

  it("answers 410 with a Tombstone at every address of it from then on", async () => {
    const create = peers.left.got.find(({ type }) => type === "Create")?.body.id as string;
    const remove = peers.left.got.at(-1)?.body.id as string;
    const former = {
      [note]: "Note",
      [create]: "Create",
      [remove]: "Delete",
      [`${note}/replies`]: "Collection",
      [`${note}/likes`]: "Collection",
      [`${note}/shares`]: "Collection",
      [`${note}/context`]: "OrderedCollection",
    };
    for (const [url, formerType] of Object.entries(former)) {
      const { status, json } = await peers.stranger.look(url);
      expect(status, url).to.equal(410);
      expect(json, url).to.include({ id: url, type: "Tombstone", formerType });
    }
    expect((await peers.stranger.look(`${note}/secrets`)).status).to.equal(404);
    const featured = await peers.stranger.look(`${actor("alpha")}/featured`);
    expect(featured.json).to.deep.include({ totalItems: 0 });
  });

  it("comes back under a new id, and leaves the old one buried", async () => {
    await peers.left.follow(actor("alpha"));
    await settle(node);
    await createPublishUrl(node.world)(post, commandLine);
    await settle(node);
    const again = await noteAt(post);
    expect(again).to.not.equal(note);
    expect(peers.left.got.at(-1)).to.deep.include({ type: "Create" });
    expect(peers.left.got.at(-1)?.body.object).to.include({ id: again });
    expect((await peers.stranger.look(again)).status).to.equal(200);
    expect((await peers.stranger.look(note)).status).to.equal(410);
  });

  it("takes back a post that was never announced from whoever answered it", async () => {
    blog.publish({ slug: "old", title: "Old" });
    const old = blog.urlOf("old");
    await node.page(old);
    await settle(node);
    const site = (await node.world.sites.all())[0];
    const { items } = await node.world.threads.announced(site?._id ?? "", "old", { limit: 10 });
    const id = `${node.url}/ap/posts/${items.find((thread) => thread.page.url === old)?.noteId}`;
    const before = types(peers.left).length;
    const object = {
      id: `${new URL(peers.answered.actor).origin}/notes/2`,
      type: "Note",
      attributedTo: peers.answered.actor,
      inReplyTo: id,
      content: "Old, but good.",
      to: [Public],
    };
    await peers.answered.send(`${node.url}/inbox`, { type: "Create", to: [Public], object });
    await settle(node);
    await createWithdrawUrl(node.world)(old, commandLine);
    await settle(node);
    expect(peers.answered.got.at(-1)?.body.object).to.include({ id, type: "Tombstone" });
    expect(types(peers.left).length).to.equal(before, "followers never heard of it");
  });
});
