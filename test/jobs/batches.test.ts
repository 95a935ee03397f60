import { expect } from "chai";
import { done, type NewJob } from "../../src/domain/job.ts";
import type { Jobs } from "../../src/domain/repos.ts";
import { createWorker, type Handler, type WorkerNeeds } from "../../src/jobs/worker.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { createTestTimers } from "./timers.ts";

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Lets everything happen that needs no time. */
async function turns(count = 20): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

describe("the worker and the store", () => {
  let store: Store;
  let jobs: Jobs;
  let clock: TestClock;
  let timers: ReturnType<typeof createTestTimers>;

  beforeEach(async () => {
    clock = createTestClock();
    timers = createTestTimers();
    store = await openStore("sqlite::memory:", { clock });
    jobs = store.repos.jobs;
  });
  afterEach(() => store.close());

  const aWorker = (handler: Handler, more: Partial<WorkerNeeds> = {}) =>
    createWorker({
      jobs,
      clock,
      ids: { opaque: () => "w" },
      log: silent,
      timers,
      handlers: { work: handler },
      ...more,
    });
  const aJob = (id: string): NewJob => ({ id, kind: "work", lane: id, payload: {} });
  const put = (...wanted: NewJob[]) => jobs.put(wanted, clock.now());

  it("passes over the lanes that rest, and wakes when a rest ends", async () => {
    const until = new Date(clock.now().getTime() + 2000);
    let asked = 0;
    const did: string[] = [];
    await put(aJob("rests"), aJob("a"));
    const worker = aWorker(
      async (job) => {
        did.push(job._id);
        return done;
      },
      {
        resting: async (now) => {
          asked += 1;
          return now < until ? [{ lane: "rests", until }] : [];
        },
      },
    );
    worker.start();
    await turns();
    expect(did).to.deep.equal(["a"]);
    expect(asked, "once or twice for each look, and not for each job").to.be.below(10);
    clock.advance(2000);
    timers.pass(2000);
    await turns();
    expect(did).to.deep.equal(["a", "rests"]);
    await worker.stop();
  });

  it("tells the store of many finished jobs at once, and takes many at once", async () => {
    await put(...Array.from({ length: 512 }, (_, i) => aJob(`j${i}`)));
    const writes = { claim: 0, done: 0 };
    const counted: Jobs = {
      ...jobs,
      claim: (lease) => {
        writes.claim += 1;
        return jobs.claim(lease);
      },
      done: (ids, by) => {
        writes.done += 1;
        return jobs.done(ids, by);
      },
    };
    const worker = aWorker(async () => done, { jobs: counted });
    worker.start();
    for (let i = 0; i < 200 && (await jobs.count()).waiting > 0; i++) await turns(5);
    await worker.stop();
    expect(await jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    expect(writes.claim).to.be.below(25);
    expect(writes.done).to.be.below(25);
  });

  it("tells of those that failed with those that are done, and of the others where one cannot be told", async () => {
    await put(...Array.from({ length: 60 }, (_, i) => aJob(`j${i}`)));
    let telling = false;
    const alone: string[] = [];
    const beside = (id: string) => {
      if (!telling) alone.push(id);
    };
    const watched: Jobs = {
      ...jobs,
      done: (ids, by) => {
        telling = true;
        queueMicrotask(() => {
          telling = false;
        });
        return jobs.done(ids, by);
      },
      retry: async (id, ...how) => {
        beside(id);
        if (id === "j1") throw new Error("The store is away.");
        await jobs.retry(id, ...how);
      },
      fail: (id, ...how) => {
        beside(id);
        return jobs.fail(id, ...how);
      },
    };
    const after = new Date(clock.now().getTime() + 60_000);
    const outcomes = [done, { kind: "retry", after, reason: "No." }, { kind: "failed", reason: "Never." }] as const;
    const worker = aWorker(async ({ _id }) => outcomes[Number(_id.slice(1)) % 3] ?? done, { jobs: watched });
    await worker.drain();
    expect(alone).to.deep.equal([]);
    expect(await jobs.count()).to.deep.equal({ waiting: 20, failed: 20 });
    expect(await jobs.nextDue(["j1"])).to.deep.equal(after);
  });

  it("takes more as soon as a quarter of the places are free, while the others are at work", async () => {
    const ends: (() => void)[] = [];
    const worker = aWorker(() => new Promise((resolve) => ends.push(() => resolve(done))), { fast: 8, slow: 2 });
    await put(...Array.from({ length: 12 }, (_, i) => aJob(`j${i}`)));
    worker.start();
    await turns();
    expect(ends).to.have.length(8);
    ends[0]?.();
    await turns();
    expect(ends, "one place is not worth a look").to.have.length(8);
    ends[1]?.();
    await turns();
    expect(ends).to.have.length(10);
  });

  it("goes on with the last place when all others are silent and the slow pool is full", async () => {
    const did: string[] = [];
    const worker = aWorker(
      (job) => {
        did.push(job._id);
        return job._id.startsWith("silent") ? new Promise(() => undefined) : Promise.resolve(done);
      },
      { fast: 4, slow: 2 },
    );
    await put(...Array.from({ length: 5 }, (_, i) => aJob(`silent${i}`)));
    worker.start();
    await turns();
    timers.pass(250);
    await turns();
    timers.pass(250);
    await turns();
    expect(did).to.have.length(5);
    await put(aJob("quick1"), aJob("quick2"));
    worker.poke();
    await turns();
    expect(did).to.include.members(["quick1", "quick2"]);
  });
});
