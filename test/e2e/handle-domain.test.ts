import { expect } from "chai";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { freePort } from "../helpers/free-port.ts";
import { type Peer, startPeer } from "../helpers/peer.ts";
import { onEveryStore } from "../helpers/stores.ts";

/** The domain of an account may be chosen late, and chosen anew: the actor and its followers stay. */
onEveryStore("an account on a domain of its own", (store) => {
  const clock = createTestClock();
  let blog: Blog;
  let eve: Peer;
  let node: TestNode;
  let env: Record<string, string>;

  const finger = async (account: string) => {
    const answer = await fetch(`${node.url}/.well-known/webfinger?resource=acct:${account}`);
    return answer.status === 200 ? ((await answer.json()) as { subject: string; links: { href: string }[] }) : null;
  };
  const updates = () => eve.got.filter(({ type }) => type === "Update").map(({ body }) => body.object);

  async function restartAs(handle: string): Promise<void> {
    await node.close();
    clock.advance(600_000);
    node = await startNode(clock, { ...env, ANTIPHON_HANDLE: handle });
    await settle(node);
  }

  before(async () => {
    blog = await startBlog();
    blog.publish({ slug: "a" });
    eve = await startPeer(clock);
    const url = `http://localhost:${await freePort()}`;
    env = { ANTIPHON_URL: url, ANTIPHON_SITE: blog.home, ANTIPHON_HANDLE: "blog", ...store.env() };
    node = await startNode(clock, env);
    await eve.follow(`${node.url}/ap/actors/blog`);
    await settle(node);
    await node.sweep();
    await settle(node);
  });
  after(async () => {
    await node?.close();
    await eve?.close();
    await blog?.close();
  });

  it("is chosen after the first followers came, who are told", async () => {
    const before = updates().length;
    await restartAs("blog@one.example");
    expect(updates().slice(before)).to.have.length(1);
    expect(updates().at(-1)).to.include({
      id: `${node.url}/ap/actors/blog`,
      preferredUsername: "blog",
      webfinger: "blog@one.example",
    });
    expect(await node.world.followers.count("blog")).to.equal(1);
  });

  it("stands on the page", async () => {
    await node.page(blog.urlOf("a"));
    await settle(node);
    expect(await node.page(blog.urlOf("a"))).to.contain("@blog@one.example");
  });

  it("is changed later; whoever looks for an old one is told the new one and finds the same actor", async () => {
    const before = updates().length;
    await restartAs("blog@two.example");
    expect(updates().slice(before)).to.have.length(1);
    const host = new URL(node.url).host;
    for (const known of ["two.example", "one.example", host]) {
      expect(await finger(`blog@${known}`), known).to.deep.include({ subject: "acct:blog@two.example" });
      expect((await finger(`blog@${known}`))?.links[0]?.href).to.equal(`${node.url}/ap/actors/blog`);
    }
    expect(await finger("blog@three.example")).to.equal(null);
  });

  it("is given up again", async () => {
    await restartAs("blog");
    expect(updates().at(-1)).to.include({ webfinger: `blog@${new URL(node.url).host}` });
    expect(await finger("blog@one.example")).to.not.equal(null);
  });

  it("tells nobody when nothing changed", async () => {
    const before = updates().length;
    await restartAs("blog");
    expect(updates().length).to.equal(before);
  });
});
