import { expect } from "chai";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { freePort } from "../helpers/free-port.ts";
import { type Got, type Peer, startPeer } from "../helpers/peer.ts";
import { onEveryStore } from "../helpers/stores.ts";

const day = 86_400_000;

/** From the blog's feed to a follower's server, in either form, and from one form to the other. */
onEveryStore("posts with their whole text", (store) => {
  const clock = createTestClock();
  let blog: Blog;
  let eve: Peer;
  let node: TestNode;
  let env: Record<string, string>;

  const objectOf = (got: Got | undefined) => (got?.body.object ?? {}) as Record<string, unknown>;
  /** What was said of posts; of the actor there is a word, too, once the feed has named the blog. */
  const told = () => eve.got.filter((got) => ["Note", "Article"].includes(String(objectOf(got)["type"])));

  async function nextPoll(): Promise<void> {
    clock.advance(day);
    await settle(node);
    await node.sweep();
    await settle(node);
  }

  async function restartWith(posts: string): Promise<void> {
    await node.close();
    node = await startNode(clock, { ...env, ANTIPHON_POSTS: posts });
    await settle(node);
  }

  before(async () => {
    blog = await startBlog();
    blog.publish({ slug: "old", title: "Old", text: "<p>Old and whole.</p>" });
    eve = await startPeer(clock);
    const url = `http://localhost:${await freePort()}`;
    env = { ANTIPHON_URL: url, ANTIPHON_SITE: blog.home, ANTIPHON_HANDLE: "blog", ...store.env() };
    node = await startNode(clock, env);
    await settle(node);
    await eve.follow(`${node.url}/ap/actors/blog`);
    await settle(node);
  });
  after(async () => {
    await node?.close();
    await eve?.close();
    await blog?.close();
  });

  it("go out as a Note, the text kept at home", async () => {
    const published = new Date(clock.now().getTime() + 1000).toISOString();
    blog.publish({ slug: "new", title: "New", teaser: "In short.", published, text: "<p>In whole.</p>" });
    await nextPoll();
    expect(told().map(({ type }) => type)).to.deep.equal(["Create"]);
    expect(objectOf(told()[0])).to.include({ type: "Note" });
    expect(JSON.stringify(told())).to.not.contain("In whole.");
  });

  it("become Articles under the same id when the blog wants it so, without a word to anybody", async () => {
    await restartWith("article");
    await nextPoll();
    expect(told()).to.have.length(1);
    const { id } = objectOf(told()[0]);
    const { json } = await eve.look(String(id));
    expect(json).to.include({ id, type: "Article", name: "New", summary: "In short.", content: "<p>In whole.</p>" });
  });

  it("tell of another text from then on, under the same id", async () => {
    const { id } = objectOf(told()[0]);
    blog.publish({ slug: "new", text: "<p>In whole, and <a href='/more'>more</a>.</p>" });
    await nextPoll();
    expect(told().map(({ type }) => type)).to.deep.equal(["Create", "Update"]);
    const content = `<p>In whole, and <a href="${blog.home}more">more</a>.</p>`;
    expect(objectOf(told()[1])).to.include({ id, type: "Article", content });
  });

  it("are Notes again when the blog changes its mind, and tell of no text any more", async () => {
    const { id } = objectOf(told()[0]);
    await restartWith("note");
    blog.publish({ slug: "new", text: "<p>Only here.</p>" });
    await nextPoll();
    expect(told()).to.have.length(2);
    expect((await eve.look(String(id))).json).to.include({ id, type: "Note" });
  });
});
