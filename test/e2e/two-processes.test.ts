import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { openStore, type Store } from "../../src/store/open.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { type BuiltNode, buildNode } from "../helpers/built-node.ts";
import { hiddenFields } from "../helpers/composed-node.ts";
import { listenTo } from "../helpers/event-stream.ts";
import { type FarInboxes, startInboxes } from "../helpers/far-inboxes.ts";
import { freePort } from "../helpers/free-port.ts";
import { type NodeProcess, startProcess } from "../helpers/node-process.ts";
import { oneAtATime } from "../helpers/one-at-a-time.ts";
import { onMongo, type StoreKind } from "../helpers/stores.ts";

const hour = 3_600_000;
const servers = 6;
const followers = 4;

/*
 * Two processes of the built node behind one name, as operators run them: nothing is shared but MongoDB and the settings.
 * The embedded store is one process's alone, so there is nothing to run on it.
 */
describe("two processes on one MongoDB", function () {
  this.timeout(120_000);
  let server: Awaited<ReturnType<typeof oneAtATime>>;
  let mongo: StoreKind;
  let built: BuiltNode;
  let blog: Blog;
  let post: string;
  let far: FarInboxes;
  let env: Record<string, string>;
  let url: string;
  let ports: [number, number];
  const running = new Set<NodeProcess>();
  let one: NodeProcess;
  let two: NodeProcess;

  before(async function () {
    const uri = process.env["TEST_MONGODB_URI"];
    if (!uri) {
      console.log("SKIPPED: two processes on one MongoDB (TEST_MONGODB_URI is not set)");
      this.skip();
    }
    server = await oneAtATime(uri);
    mongo = onMongo(server.uri);
    built = await buildNode();
    blog = await startBlog();
    blog.publish({ slug: "first", published: new Date(Date.now() - 48 * hour).toISOString() });
    post = blog.urlOf("first");
    far = await startInboxes(servers, followers);
    ports = [await freePort(), await freePort()];
    url = `http://localhost:${ports[0]}`;
    env = {
      ANTIPHON_URL: url,
      ANTIPHON_SITE: blog.home,
      ANTIPHON_HANDLE: "blog",
      ANTIPHON_MODERATION: "none",
      ANTIPHON_SPAM: "off",
      ...mongo.env(),
      ANTIPHON_SECRET: randomBytes(32).toString("hex"),
    };
    // One after the other: FerretDB breaks down where two make the same indexes at once.
    one = await start(0);
    two = await start(1);
  });
  after(async () => {
    for (const node of running) await node.kill();
    far?.close();
    await blog?.close();
    await built?.clear();
    await mongo?.clear();
    server?.close();
  });

  async function start(which: 0 | 1): Promise<NodeProcess> {
    const node = await startProcess(built.main, { ...env, PORT: String(ports[which]) });
    running.add(node);
    return node;
  }

  async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore(env["ANTIPHON_STORE"] ?? "");
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  const threadAt = async (node: NodeProcess) =>
    (await fetch(`${node.url}/thread?url=${encodeURIComponent(post)}`)).text();

  /** Sends a form to one of the processes; the browser knows one name alone. */
  const send = (node: NodeProcess, path: string, fields: Record<string, string>, cookie = "") =>
    fetch(`${node.url}${path}`, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { origin: url, accept: "text/html", cookie },
      redirect: "manual",
    });

  /** A comment by the form that another process drew. */
  async function say(drawnBy: NodeProcess, takenBy: NodeProcess, text: string): Promise<number> {
    const fields = hiddenFields(await threadAt(drawnBy));
    return (await send(takenBy, "/comments", { ...fields, text })).status;
  }

  const sayAsIsso = (node: NodeProcess, text: string) =>
    fetch(`${node.url}/new?uri=/posts/first`, {
      method: "POST",
      headers: { origin: new URL(blog.home).origin, "content-type": "application/json" },
      body: JSON.stringify({ text }),
    });

  /** Publishes a post that followers are told of, as soon as a process looks. */
  async function announce(slug: string): Promise<void> {
    blog.publish({ slug, title: slug, published: new Date().toISOString() });
    await withStore(async ({ repos, docs }) => {
      const [site] = await repos.sites.all();
      if (!site) throw new Error("the blog was entered");
      const polling = { ...site.polling, firstPolledAt: new Date(Date.now() - hour), nextPollAt: new Date(0) };
      await repos.sites.set(site._id, { polling, installedAt: new Date(Date.now() - hour) });
      await docs.jobs.updateMany({ kind: "poll", leaseBy: null }, { $set: { dueAt: new Date(0) } });
    });
  }

  const lettersAbout = (type: string) =>
    [...far.received].map(([inbox, letters]) => ({
      inbox,
      ids: letters.filter((one) => one.type === type).map(({ id }) => id),
    }));

  it("enter the blog once", async () => {
    expect(await withStore(async ({ repos }) => (await repos.sites.all()).map(({ handle }) => handle))).to.deep.equal([
      "blog",
    ]);
  });

  it("tell each other within a second or so what a network did", async () => {
    await eventually(async () => expect(await threadAt(one)).to.contain('id="antiphon-form"'));
    expect((await sayAsIsso(one, "One of two a minute.")).status).to.equal(201);
    expect((await sayAsIsso(one, "The other of two.")).status).to.equal(201);
    expect((await sayAsIsso(one, "One too many.")).status).to.equal(403);
    await eventually(async () => {
      const told = await withStore(({ docs }) => docs.buckets.find({ taken: { $gte: 2 } }).toArray());
      expect(told.map(({ _id }) => _id).filter((name) => name.startsWith("isso "))).to.have.length(1);
    });
    expect((await sayAsIsso(two, "One too many elsewhere.")).status).to.equal(403);
  });

  it("show what the other took, by a form that either drew, and never give a number twice", async () => {
    expect(await say(one, two, "Drawn here, taken there.")).to.equal(303);
    await eventually(async () => expect(await threadAt(one)).to.contain("Drawn here, taken there."));
    const statuses = await Promise.all(
      Array.from({ length: 4 }, (_, i) => say(i % 2 ? one : two, i % 3 ? two : one, `At the same time, ${i}.`)),
    );
    expect(statuses).to.deep.equal(Array(4).fill(303));
    const numbers = await withStore(async ({ docs }) =>
      (await docs.comments.find({}).toArray()).map(({ number }) => number),
    );
    expect(numbers).to.have.length(7);
    expect(new Set(numbers).size).to.equal(7);
  });

  it("know who signed in at the other, and who signed out", async () => {
    const token = /login\?token=([\w-]+)/.exec(one.said())?.[1] ?? "";
    const entered = await send(two, "/login", { token });
    expect(entered.status, "a link of the other's").to.equal(303);
    const cookie = entered.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const admin = (node: NodeProcess) => fetch(`${node.url}/admin/`, { headers: { cookie }, redirect: "manual" });
    const desk = await admin(one);
    expect(desk.status).to.equal(200);
    expect((await send(one, "/login", { token })).status, "used up everywhere").to.equal(403);
    const csrf = /name="csrf" value="([^"]+)"/.exec(await desk.text())?.[1] ?? "";
    expect((await send(one, "/admin/logout", { csrf }, cookie)).status).to.equal(303);
    expect((await admin(two)).status).to.not.equal(200);
  });

  it("tell open pages of what the other took", async () => {
    const stream = await listenTo(`${two.url}/live?url=${encodeURIComponent(post)}`);
    const hear = async (): Promise<number> => {
      const said = (await stream.next()) as { shown?: number } | string | null;
      return typeof said === "object" && said?.shown !== undefined ? said.shown : hear();
    };
    const first = await hear();
    expect(await say(one, one, "Heard at the other.")).to.equal(303);
    expect(await hear()).to.equal(first + 1);
    stream.close();
  });

  it("announce a post once, and bring it to each follower once", async () => {
    await withStore((store) => far.follow(store, "blog"));
    await announce("news");
    await far.untilArrived(servers * followers);
    await eventually(async () =>
      expect(await withStore(({ docs }) => docs.jobs.countDocuments({ kind: "deliver" }))).to.equal(0),
    );
    const told = lettersAbout("Create");
    expect(told).to.have.length(servers * followers);
    const ids = new Set(told.flatMap((one) => one.ids));
    expect(ids.size, "one activity").to.equal(1);
    for (const { inbox, ids: got } of told) expect(got, inbox).to.have.length(1);
    expect(far.arrived()).to.equal(servers * followers);
  });

  it("take up what one that was killed had in hand, as the same activity", async () => {
    await two.stop();
    const before = far.arrived();
    far.hold(true);
    await announce("more-news");
    await far.untilArrived(before + servers);
    two = await start(1);
    await one.kill();
    far.hold(false);
    const [cut] = await withStore(({ docs }) =>
      docs.jobs
        .find({ kind: "deliver", leaseBy: { $ne: null } })
        .limit(1)
        .toArray(),
    );
    expect(cut, "a delivery that was cut short is kept").to.not.equal(undefined);
    // The two minutes after which what somebody had in hand is anybody's.
    await withStore(({ docs }) => docs.jobs.updateMany({ kind: "deliver" }, { $set: { dueAt: new Date(0) } }));
    await eventually(async () => {
      const told = lettersAbout("Create");
      expect(told.map(({ ids }) => ids.length)).to.deep.equal(Array(servers * followers).fill(2));
    });
    expect(new Set(lettersAbout("Create").flatMap(({ ids }) => ids)).size, "two posts, two activities").to.equal(2);
    expect((await fetch(`${two.url}/healthz`)).status).to.equal(200);
    expect(await two.stop()).to.equal(0);
  });
});

/** Asks again, each time a little later, until it holds; for a minute, as processes cannot be told what time it is. */
async function eventually(holds: () => Promise<unknown>): Promise<void> {
  for (const until = Date.now() + 60_000; ; ) {
    try {
      return void (await holds());
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
