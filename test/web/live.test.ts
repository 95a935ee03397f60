import { expect } from "chai";
import { type EventStream, listenTo } from "../helpers/event-stream.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const path = `/live?url=${encodeURIComponent(postUrl)}`;

describe("GET /live", () => {
  let node: WebNode;
  let streams: EventStream[];

  beforeEach(async () => {
    streams = [];
    node = await startWebNode({ maxStreams: 3 });
  });
  afterEach(async () => {
    for (const stream of streams) stream.close();
    await node.close();
  });

  async function listen(): Promise<EventStream> {
    const stream = await listenTo(`${node.url}${path}`, { origin: blogOrigin });
    streams.push(stream);
    return stream;
  }

  async function state(headers: Record<string, string> = {}): Promise<Response> {
    return node.get(path, { accept: "application/json", ...headers });
  }

  it("tells at once how a thread stands, in a form that the blog may read and no proxy holds back", async () => {
    const { number } = await node.put({ _id: "a" });
    const stream = await listen();
    expect(stream.response.status).to.equal(200);
    expect(stream.response.headers.get("content-type")).to.equal("text/event-stream");
    expect(stream.response.headers.get("cache-control")).to.equal("no-store");
    expect(stream.response.headers.get("x-accel-buffering")).to.equal("no");
    expect(stream.response.headers.get("access-control-allow-origin")).to.equal(blogOrigin);
    expect(await stream.next()).to.deep.include({ shown: 1, lately: [[number, null]] });
  });

  it("tells everybody who listens of what is new, with what it answers", async () => {
    const top = await node.put({ _id: "top" });
    const [one, two] = [await listen(), await listen()];
    await Promise.all([one.next(), two.next()]);
    const answer = await node.put({ _id: "answer", parent: "top", path: ["top"] });
    await node.tick();
    for (const stream of [one, two])
      expect(await stream.next()).to.deep.include({
        shown: 2,
        lately: [
          [answer.number, top.number],
          [top.number, null],
        ],
      });
  });

  it("says nothing where nothing changed, but keeps the line open", async () => {
    const stream = await listen();
    await stream.next();
    await node.tick();
    node.clock.advance(24_000);
    await node.tick();
    node.clock.advance(1_000);
    await node.tick();
    expect(await stream.next(), "the first thing said since is a comment").to.equal(":");
  });

  it("never tells of what is held, hidden, or in another thread", async () => {
    const stream = await listen();
    await stream.next();
    await node.put({ _id: "held", state: "held" });
    await node.put({ _id: "hidden", hiddenBy: "owner" });
    await node.put({ _id: "elsewhere", thread: "other" });
    await node.tick();
    expect(await stream.next()).to.deep.include({ shown: 0, lately: [] });
  });

  it("forgets after a few minutes what was new", async () => {
    await node.put({ _id: "old" });
    node.clock.advance(5 * 60_000);
    const fresh = await node.put({ _id: "new" });
    expect(await (await listen()).next()).to.deep.include({ shown: 2, lately: [[fresh.number, null]] });
  });

  it("answers once, with 304 where nothing changed, who cannot listen", async () => {
    await node.put({ _id: "a" });
    const first = await state();
    expect(await first.json()).to.include({ shown: 1 });
    const etag = first.headers.get("etag") ?? "";
    expect((await state({ "if-none-match": etag })).status).to.equal(304);
    await node.put({ _id: "b" });
    expect((await state({ "if-none-match": etag })).status).to.equal(200);
  });

  it("turns a stream too many away, and takes it once another has ended", async () => {
    const open = [await listen(), await listen(), await listen()];
    const refused = await listen();
    expect(refused.response.status).to.equal(503);
    expect(refused.response.headers.get("retry-after")).to.equal("60");
    await open[0]?.next();
    open[0]?.close();
    let status = 0;
    for (let tries = 0; status !== 200 && tries < 100; tries++) status = (await listen()).response.status;
    expect(status).to.equal(200);
  });

  it("names what is wrong with an address", async () => {
    expect((await node.get("/live", { accept: "application/json" })).status).to.equal(422);
    const foreign = await node.get(`/live?url=${encodeURIComponent("https://else.example/")}`, { accept: "*/*" });
    expect(foreign.status).to.equal(404);
    expect(await foreign.text()).to.contain("https://else.example");
    const unknown = await node.get(`/live?url=${encodeURIComponent("https://blog.example/new")}`, { accept: "*/*" });
    expect(unknown.status).to.equal(404);
  });
});
