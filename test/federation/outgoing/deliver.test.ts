import { expect } from "chai";
import { deliveryOf } from "../../../federation/queue.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { createWorker } from "../../../src/jobs/worker.ts";
import { aComment } from "../../helpers/comment.ts";
import { type Answer, aFollower, aNode, aSite, aThread, silent, start, type TestNode } from "./node.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const inbox = "https://one.example/inbox";
const activity = "post.note-tea.create.1";

describe("a delivery", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
    await node.repos.threads.add(aThread({ _id: "tea" }));
    await node.repos.followers.put(aFollower("one.example"));
    await node.repos.bodies.put(activity, "blog", '{"type":"Create"}', start);
    await node.repos.jobs.put([deliveryOf(activity, inbox)], start);
  });
  afterEach(() => node.close());

  const followers = () => node.repos.followers.count("blog");
  const counts = () => node.repos.jobs.count();

  /** Answers the tries in turn, the last answer for ever; passes the time between. Returns when each try was made. */
  async function tries(answers: Answer[], until: number): Promise<number[]> {
    const at: number[] = [];
    node.answer(() => {
      at.push(node.clock.now().getTime() - start.getTime());
      return answers[Math.min(at.length, answers.length) - 1] as Answer;
    });
    for (;;) {
      await node.worker.drain();
      const next = await node.repos.jobs.nextDue();
      if (!next || next.getTime() - start.getTime() > until) return at;
      node.clock.advance(Math.max(0, next.getTime() - node.clock.now().getTime()));
    }
  }

  it("posts the body as it is stored, typed and signed", async () => {
    await node.worker.drain();
    const [seen] = node.seen;
    expect(seen).to.include({ url: inbox, method: "POST", body: '{"type":"Create"}' });
    expect(seen?.headers).to.include({ "content-type": "application/activity+json" });
    expect(seen?.headers["signature"]).to.contain('headers="(request-target) host date digest content-type"');
  });

  for (const status of [200, 201, 202, 204]) {
    it(`is done with a ${status}`, async () => {
      expect(await tries([{ status }], 30 * day)).to.have.length(1);
      expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
    });
  }

  for (const status of [400, 401, 403, 405, 413, 422, 301]) {
    it(`is given up at once after a ${status}, and kept for the owner`, async () => {
      expect(await tries([{ status }], 30 * day)).to.have.length(1);
      expect(await counts()).to.deep.equal({ waiting: 0, failed: 1 });
      expect(await followers()).to.equal(1);
    });
  }

  it("ends the follows of an inbox that is gone (410)", async () => {
    expect(await tries([{ status: 410 }], 30 * day)).to.have.length(1);
    expect(await followers()).to.equal(0);
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  it("ends the follows of an inbox that is not found three times over a week (404)", async () => {
    const at = await tries([{ status: 404 }], 30 * day);
    expect(at).to.have.length(3);
    expect(at[2]).to.be.at.least(7 * day);
    expect(await followers()).to.equal(0);
  });

  it("keeps the follows of one that was found again", async () => {
    expect(await tries([{ status: 404 }, { status: 404 }, { status: 202 }], 30 * day)).to.have.length(3);
    expect(await followers()).to.equal(1);
  });

  for (const [name, answer] of Object.entries<Answer>({
    "a 500": { status: 500 },
    "a 503": { status: 503 },
    "a 408": { status: 408 },
    "a 429": { status: 429 },
    silence: new Problem("upstream", "one.example did not answer in time."),
    "an endless answer": new Problem("too-large", "The answer is longer than 1 MB."),
  })) {
    it(`is tried eleven times over about five days after ${name}`, async () => {
      const at = await tries([answer], 30 * day);
      expect(at).to.have.length(11);
      const waits = at.slice(1).map((time, i) => time - (at[i] as number));
      const expected = [minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour, day, day, day, day];
      for (const [i, wait] of waits.entries()) expect(wait / (expected[i] as number)).to.be.within(0.8, 1.2);
      expect(await counts()).to.deep.equal({ waiting: 0, failed: 1 });
      expect(await followers()).to.equal(1);
    });
  }

  it("gets through when the server comes back", async () => {
    expect(await tries([{ status: 500 }, { status: 500 }, { status: 200 }], 30 * day)).to.have.length(3);
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  it("signs each try anew", async () => {
    await tries([{ status: 500 }, { status: 202 }], day);
    const [first, second] = node.seen;
    expect(second?.headers["date"]).not.to.equal(first?.headers["date"]);
    expect(second?.headers["signature"]).not.to.equal(first?.headers["signature"]);
  });

  const asked: [name: string, header: string, from: number, to: number][] = [
    ["seconds", "7200", 2 * hour, 2 * hour],
    ["a date", new Date(start.getTime() + 3 * hour).toUTCString(), 3 * hour, 3 * hour],
    ["an absurdly long time, for a day", "99999999999", day, day],
    ["a date in the past, not at all", "Mon, 01 Jan 2001 00:00:00 GMT", 0.8 * minute, 1.2 * minute],
    ["nonsense, not at all", "soon", 0.8 * minute, 1.2 * minute],
    ["a negative number, not at all", "-5", 0.8 * minute, 1.2 * minute],
  ];
  for (const [name, header, from, to] of asked) {
    it(`waits as it is asked to: ${name}`, async () => {
      const at = await tries([{ status: 429, headers: { "retry-after": header } }, { status: 202 }], 30 * day);
      expect(at[1]).to.be.within(from, to);
    });
  }

  it("is given up when the guard refuses the address", async () => {
    expect(await tries([new Problem("forbidden", "one.example leads to a private address.")], 30 * day)).to.have.length(
      1,
    );
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 1 });
  });

  it("is given up when its body is not kept any more", async () => {
    await node.repos.bodies.sweep(new Date(start.getTime() + 1));
    await tries([{ status: 202 }], day);
    expect(node.seen).to.have.length(0);
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 1 });
  });

  describe("that waited", () => {
    it("is dropped when the post was withdrawn meanwhile", async () => {
      node.answer(() => ({ status: 500 }));
      await node.worker.drain();
      const thread = await node.repos.threads.get("tea");
      await node.repos.threads.change(thread as NonNullable<typeof thread>, { announcement: "withdrawn" });
      expect(await tries([{ status: 202 }], 30 * day)).to.have.length(0);
      expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
    });

    it("is dropped when the server was blocked meanwhile", async () => {
      node.answer(() => ({ status: 500 }));
      await node.worker.drain();
      const block = { _id: "host:one.example", kind: "host" as const, value: "one.example", label: "", note: "" };
      await node.repos.blocks.put({ ...block, createdAt: start });
      expect(await tries([{ status: 202 }], 30 * day)).to.have.length(0);
    });

    it("is not even tried when that happened while it stood in line", async () => {
      const block = { _id: "host:one.example", kind: "host" as const, value: "one.example", label: "", note: "" };
      await node.repos.blocks.put({ ...block, createdAt: start });
      await node.worker.drain();
      expect(node.seen).to.deep.equal([]);
      expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
    });

    it("gives way to a newer Update, while the Create still goes", async () => {
      const comment = aComment({ _id: "c1", thread: "tea", federate: true, told: { first: 1, last: 3 }, version: 3 });
      await node.repos.comments.add(comment);
      for (const name of ["comment.c1.create.1", "comment.c1.update.2", "comment.c1.update.3"]) {
        await node.repos.bodies.put(name, "blog_guests", `"${name}"`, start);
        await node.repos.jobs.put([deliveryOf(name, `https://${name.at(-1)}.example/inbox`)], start);
      }
      node.answer(() => ({ status: 500 }));
      await node.worker.drain();
      node.seen.length = 0;
      await tries([{ status: 202 }], 30 * day);
      const bodies = node.seen.map((seen) => seen.body);
      expect(bodies).to.include('"comment.c1.create.1"').and.include('"comment.c1.update.3"');
      expect(bodies).not.to.include('"comment.c1.update.2"');
    });
  });

  it("loses nothing when the node is killed in the middle", async () => {
    const hosts = Array.from({ length: 200 }, (_, i) => `https://h${i}.example/inbox`);
    await node.repos.jobs.put(
      hosts.map((host) => deliveryOf(activity, host)),
      start,
    );
    let reached = 0;
    const killed = createWorker({
      jobs: node.repos.jobs,
      clock: node.clock,
      ids: { opaque: () => "killed" },
      log: silent,
      // Half of what it took got out, and it never came to say so.
      handlers: { deliver: (job) => (++reached % 2 ? node.outgoing.jobs.deliver(job).then(() => never()) : never()) },
    });
    killed.start();
    while (reached < 64 || node.seen.length < 32) await new Promise((resolve) => setImmediate(resolve));
    await node.worker.drain();
    expect((await counts()).waiting).to.equal(64);
    node.clock.advance(2 * minute);
    await node.worker.drain();
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
    expect(new Set(node.seen.map((seen) => seen.url)).size).to.equal(201);
  });
});

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
