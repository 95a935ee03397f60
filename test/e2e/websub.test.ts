import { expect } from "chai";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { startHub, type TestHub } from "../helpers/hub.ts";
import { onEveryStore } from "../helpers/stores.ts";

const hour = 3_600_000;
const day = 24 * hour;

onEveryStore("a feed with a hub", (store) => {
  let clock: TestClock;
  let blog: Blog;
  let hub: TestHub;
  let node: TestNode;
  let topic: string;
  beforeEach(async () => {
    clock = createTestClock();
    [blog, hub] = await Promise.all([startBlog(), startHub()]);
    topic = `${blog.home}feed.xml`;
    blog.feedHead = `<link rel="hub" href="${hub.url}"/><link rel="self" href="${topic}"/>`;
    blog.publish({ slug: "first" });
    node = await startNode(clock, { ANTIPHON_SITE: blog.home, ANTIPHON_HANDLE: "blog", ...store.env() });
  });
  afterEach(async () => {
    await node?.close();
    await Promise.all([blog?.close(), hub?.close()]);
  });

  /** Lets node and hub do what they owe each other. */
  async function meet(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await settle(node);
      await hub.looked();
    }
  }
  async function later(ms: number): Promise<void> {
    clock.advance(ms);
    await meet();
  }
  async function site() {
    const [one] = await node.world.sites.all();
    if (!one) throw new Error("There is no blog.");
    return one;
  }
  const subscriptions = async () => node.world.subscriptions.of((await site())._id);
  const states = async () => (await subscriptions()).map(({ state }) => state);
  const fateOf = async (slug: string) => {
    const key = new URL(blog.urlOf(slug)).href.replace("http://", "");
    return (await node.world.threads.byKey((await site())._id, key as never))?.announcement;
  };
  const entry = (slug: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>A blog</title><updated>2026-11-01T12:00:00Z</updated>
     <entry><id>${blog.urlOf(slug)}</id><title>${slug}</title><link href="${blog.urlOf(slug)}"/><updated>2026-11-02T12:00:00Z</updated></entry></feed>`;

  it("is subscribed to at an address that nobody guesses, and the hub’s look is answered", async () => {
    await meet();
    const [asked] = hub.asked;
    expect(asked).to.include({ mode: "subscribe", topic, leaseSeconds: 864_000 });
    expect(asked?.callback).to.match(new RegExp(`^${node.url}/websub/[\\w-]{43}$`));
    expect(asked?.secret?.length).to.be.within(32, 200);
    expect(asked?.verified).to.deep.equal({ status: 200, exactly: true });
    expect(await states()).to.deep.equal(["live"]);
    await later(3 * hour);
    expect(hub.asked).to.have.length(1);
  });

  it("is found by the headers that it comes with as well", async () => {
    blog.feedHead = "";
    blog.feedHeaders = { link: `<${hub.url}>; rel="hub", </feed.xml>; rel=self` };
    await meet();
    expect(hub.asked[0]).to.include({ topic });
    expect(await states()).to.deep.equal(["live"]);
  });

  it("is read once a day while the hub tells of it, and as before without", async () => {
    blog.feedHead = "";
    await meet();
    const before = (await site()).polling.nextPollAt.getTime() - clock.now().getTime();
    blog.feedHead = `<link rel="hub" href="${hub.url}"/>`;
    await later(before + 1);
    await later(2 * day);
    const { nextPollAt } = (await site()).polling;
    expect(nextPollAt.getTime() - clock.now().getTime()).to.be.within(0.89 * day, 1.1 * day);
  });

  it("brings its news at once, signed in any of four ways, and each once", async () => {
    await meet();
    clock.advance(hour);
    for (const method of ["sha1", "sha256", "sha384"]) {
      expect(await hub.publish(topic, entry(method), method)).to.deep.equal([202]);
      await hub.publish(topic, entry(method), method);
      await meet();
      expect(await fateOf(method), method).to.equal("announced");
    }
    clock.advance(2 * hour);
    await hub.publish(topic, entry("sha512"), "sha512");
    await meet();
    expect(await fateOf("sha512")).to.equal("announced");
    const told = await node.world.arrivals.of((await site())._id, 9);
    expect(told.map(({ source, outcome }) => `${source} ${outcome}`)).to.deep.equal(Array(4).fill("hub done"));
  });

  it("is not believed by another signature or by none, which the hub is not told", async () => {
    await meet();
    clock.advance(hour);
    expect(await hub.publish(topic, entry("forged"), "sha256", "another secret")).to.deep.equal([202]);
    expect(await hub.publish(topic, entry("forged"), "md5")).to.deep.equal([202]);
    const [callback = ""] = [...hub.subscribers.keys()];
    const bare = await fetch(callback, { method: "POST", body: entry("forged") });
    expect(bare.status).to.equal(202);
    await meet();
    expect(await fateOf("forged")).to.equal(undefined);
    const told = await node.world.arrivals.of((await site())._id, 9);
    expect(told.map(({ outcome }) => outcome)).to.deep.equal(["refused", "refused", "refused"]);
  });

  it("is asked for again when four fifths of a lease are over, at the same address", async () => {
    hub.lease = 100_000;
    await meet();
    const [first] = hub.asked;
    await later(79_000_000);
    expect(hub.asked).to.have.length(1);
    await later(1_100_000);
    expect(hub.asked.map(({ mode, callback }) => [mode, callback])).to.deep.equal([
      ["subscribe", first?.callback],
      ["subscribe", first?.callback],
    ]);
    expect(await states()).to.deep.equal(["live"]);
    const [one] = await subscriptions();
    expect(one?.leaseUntil?.getTime()).to.be.greaterThan(clock.now().getTime() + 99_000_000);
  });

  it("is left at a hub that it names no more, which is looked at as well, and by nobody else’s word", async () => {
    await meet();
    const [{ callback = "" } = {}] = hub.asked;
    const asked = { "hub.mode": "unsubscribe", "hub.topic": topic, "hub.challenge": "a" };
    expect((await hub.look(callback, asked)).status).to.equal(404);
    const other = await startHub();
    blog.feedHead = `<link rel="hub" href="${other.url}"/><link rel="self" href="${topic}"/>`;
    await later(day + hour);
    await other.looked();
    await meet();
    expect(hub.asked.at(-1)).to.deep.include({
      mode: "unsubscribe",
      callback,
      verified: { status: 200, exactly: true },
    });
    expect([hub.subscribers.size, other.subscribers.size]).to.deep.equal([0, 1]);
    expect((await subscriptions()).map((one) => one.hub)).to.deep.equal([other.url]);
    expect((await fetch(callback, { method: "POST", body: entry("late") })).status).to.equal(404);
    await other.close();
  });

  it("is read as before where the hub refuses, which is asked again after a day", async () => {
    hub.denies = "Not for you.";
    await meet();
    expect((await subscriptions()).map(({ state, fault }) => [state, fault])).to.deep.equal([
      ["refused", "Not for you."],
    ]);
    expect((await site()).polling.nextPollAt.getTime()).to.be.lessThan(clock.now().getTime() + day);
    hub.denies = null;
    await later(day + hour);
    expect(await states()).to.deep.equal(["live"]);
  });

  it("is asked for a few times at a hub that is of no use, and then once a day", async () => {
    hub.status = 500;
    await meet();
    const [one] = await subscriptions();
    expect([one?.state, one?.fault?.includes("answered 500: No, thank you.")]).to.deep.equal(["asked", true]);
    for (let i = 0; i < 4; i++) await later(13 * hour);
    expect(await states()).to.deep.equal(["refused"]);
    hub.status = 202;
    await later(day + hour);
    expect(await states()).to.deep.equal(["live"]);
  });

  it("has no other address, topic or word than what was agreed", async () => {
    await meet();
    const [{ callback = "" } = {}] = hub.asked;
    const good = {
      "hub.mode": "subscribe",
      "hub.topic": topic,
      "hub.challenge": "<b>a</b>",
      "hub.lease_seconds": "60",
    };
    const answer = await fetch(`${callback}?${new URLSearchParams(good)}`);
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).to.deep.equal([
      200,
      "text/plain; charset=utf-8",
      "<b>a</b>",
    ]);
    expect(answer.headers.get("x-content-type-options")).to.equal("nosniff");
    const wrong = [
      { ...good, "hub.topic": `${topic}?other` },
      { ...good, "hub.mode": "publish" },
      { ...good, "hub.challenge": "" },
      { ...good, "hub.challenge": "x".repeat(3000) },
      {},
    ];
    for (const query of wrong) expect((await hub.look(callback, query as never)).status).to.equal(404);
    expect((await hub.look(`${node.url}/websub/guessed`, good)).status).to.equal(404);
  });

  it("is left when its blog is put away", async () => {
    await meet();
    await node.world.sites.set((await site())._id, { removedAt: clock.now() });
    await later(9 * day);
    expect(hub.asked.at(-1)).to.deep.include({ mode: "unsubscribe", verified: { status: 200, exactly: true } });
    expect(hub.subscribers.size).to.equal(0);
  });
});
