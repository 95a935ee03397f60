import { expect } from "chai";
import { createWorker } from "../../../../src/jobs/worker.ts";
import { silent, type TestNode } from "../node.ts";
import { aNodeWithAPost, minute, queue } from "./setting.ts";

describe("a node that ends in the middle of its deliveries", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNodeWithAPost();
  });
  afterEach(() => node.close());

  const never = <T>() => new Promise<T>(() => undefined);

  it("resumes after a restart: nothing is lost, and at most what was under way is told twice", async () => {
    await queue(
      node,
      Array.from({ length: 200 }, (_, i) => `https://h${i}.example/inbox`),
    );
    let reached = 0;
    const killed = createWorker({
      jobs: node.repos.jobs,
      clock: node.clock,
      ids: { opaque: () => "killed" },
      fast: 64,
      crowdedAfterMs: 60_000,
      log: silent,
      // Half of what it took got out, and it never came to say so.
      handlers: { deliver: (job) => (++reached % 2 ? node.outgoing.jobs.deliver(job).then(() => never()) : never()) },
    });
    killed.start();
    while (reached < 64 || node.seen.length < 32) await new Promise((resolve) => setImmediate(resolve));
    const under = new Set(node.seen.map((seen) => seen.url));
    await node.worker.drain();
    expect((await node.repos.jobs.count()).waiting).to.equal(64);
    node.clock.advance(2 * minute);
    await node.worker.drain();
    expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    const urls = node.seen.map((seen) => seen.url);
    expect(new Set(urls).size).to.equal(200);
    const twice = urls.filter((url, i) => urls.indexOf(url) !== i);
    expect(new Set(twice)).to.deep.equal(under);
    expect(twice).to.have.length(32);
  });

  it("keeps the order over a restart: a Delete does not overtake the Create that was under way", async () => {
    await queue(node, ["https://one.example/inbox"]);
    await node.repos.bodies.put("post.note-tea.delete.2", "blog", '{"type":"Delete"}', node.clock.now());
    const until = new Date(node.clock.now().getTime() + 2 * minute);
    await node.repos.jobs.claim({ by: "killed", now: node.clock.now(), until, limit: 1, exceptLanes: [] });
    await queue(node, ["https://one.example/inbox"], "post.note-tea.delete.2");
    await node.worker.drain();
    expect(node.seen).to.deep.equal([]);
    node.clock.advance(2 * minute);
    await node.worker.drain();
    expect(node.seen.map(({ body }) => JSON.parse(body).type)).to.deep.equal(["Create", "Delete"]);
  });

  it("goes by what another process knew of a host", async () => {
    const { hosts } = node.repos;
    await hosts.note("one.example", { restsUntil: new Date(node.clock.now().getTime() + minute) }, node.clock.now());
    await queue(node, ["https://one.example/inbox"]);
    await node.worker.drain();
    expect(node.seen).to.deep.equal([]);
    node.clock.advance(minute);
    await node.worker.drain();
    expect(node.seen).to.have.length(1);
  });
});
