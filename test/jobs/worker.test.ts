import { expect } from "chai";
import { done, type Job, type JobOutcome, type NewJob } from "../../src/domain/job.ts";
import type { Log } from "../../src/domain/ports.ts";
import type { Jobs } from "../../src/domain/repos.ts";
import { wakeOnPut } from "../../src/jobs/waking.ts";
import { createWorker, type Handler, type WorkerNeeds } from "../../src/jobs/worker.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { createTestTimers } from "./timers.ts";

const minute = 60_000;

/** A promise to be kept by hand. */
function aPromise<T>() {
  let keep: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    keep = resolve;
  });
  return { promise, keep };
}

/** Lets everything happen that needs no time. */
async function turns(count = 20): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

describe("the worker", () => {
  let store: Store;
  let jobs: Jobs;
  let clock: TestClock;
  let timers: ReturnType<typeof createTestTimers>;
  let logged: string[];
  let workers = 0;

  beforeEach(async () => {
    clock = createTestClock();
    timers = createTestTimers();
    logged = [];
    store = await openStore("sqlite::memory:", { clock });
    jobs = store.repos.jobs;
  });
  afterEach(() => store.close());

  function aWorker(handler: Handler, more: Partial<WorkerNeeds> = {}) {
    const say = (_: object, sentence: string) => void logged.push(sentence);
    const log: Log = { debug: say, info: say, warn: say, error: say };
    const ids = { opaque: () => `worker${++workers}` };
    return createWorker({ jobs, clock, ids, log, timers, handlers: { work: handler }, ...more });
  }

  const aJob = (id: string, given: Partial<NewJob> = {}): NewJob => {
    return { id, kind: "work", lane: id, payload: { id }, ...given };
  };
  const put = (...wanted: NewJob[]) => jobs.put(wanted, clock.now());

  it("does each job once and forgets it", async () => {
    const did: string[] = [];
    await put(aJob("a"), aJob("b"), aJob("c"));
    const worker = aWorker(async (job) => {
      did.push(job._id);
      return done;
    });
    expect(await worker.drain()).to.equal(3);
    expect(did.sort()).to.deep.equal(["a", "b", "c"]);
    expect(await jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    expect(await worker.drain()).to.equal(0);
  });

  it("leaves what is not due yet", async () => {
    await put(aJob("later", { dueAt: new Date(clock.now().getTime() + minute) }));
    const worker = aWorker(async () => done);
    expect(await worker.drain()).to.equal(0);
    clock.advance(minute);
    expect(await worker.drain()).to.equal(1);
  });

  it("does the jobs of a lane one after the other, those of others beside them", async () => {
    const running = new Set<string>();
    let most = 0;
    await put(...["a1", "a2", "a3"].map((id) => aJob(id, { lane: "a" })), aJob("b1", { lane: "b" }));
    const worker = aWorker(async (job) => {
      expect(running.has(job.lane), job._id).to.equal(false);
      running.add(job.lane);
      most = Math.max(most, running.size);
      await turns(2);
      running.delete(job.lane);
      return done;
    });
    worker.start();
    await turns();
    await worker.stop();
    expect(await jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    expect(most).to.equal(2);
  });

  it("tries again later what is to be retried, and keeps what failed for the owner", async () => {
    const outcomes: Record<string, JobOutcome> = {
      again: { kind: "retry", after: new Date(clock.now().getTime() + minute), reason: "not now" },
      never: { kind: "failed", reason: "no" },
    };
    await put(aJob("again"), aJob("never"));
    const seen: number[] = [];
    const worker = aWorker(async (job) => {
      if (job._id === "again") seen.push(job.attempts);
      return (seen.length < 2 && outcomes[job._id]) || done;
    });
    await worker.drain();
    expect(await jobs.count()).to.deep.equal({ waiting: 1, failed: 1 });
    clock.advance(minute);
    await worker.drain();
    expect(await jobs.count()).to.deep.equal({ waiting: 0, failed: 1 });
    expect(seen).to.deep.equal([1, 2]);
  });

  it("counts a handler that throws as a try that failed, says so, and gives up in the end", async () => {
    await put(aJob("broken"));
    let tries = 0;
    const worker = aWorker(async () => {
      tries += 1;
      throw new Error("broken");
    });
    for (let i = 0; i < 20; i++) {
      await worker.drain();
      clock.advance(24 * 60 * minute * 1.2);
    }
    expect(tries).to.equal(11);
    expect(await jobs.count()).to.deep.equal({ waiting: 0, failed: 1 });
    expect(logged).to.include("A job failed.");
  });

  it("keeps a job that nobody here knows for somebody who does", async () => {
    await put(aJob("new", { kind: "newer" }));
    await aWorker(async () => done).drain();
    expect(await jobs.count()).to.deep.equal({ waiting: 1, failed: 0 });
    clock.advance(2 * minute);
    await aWorker(async () => done, { handlers: { newer: async () => done } }).drain();
    expect(await jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  it("leaves what another one holds, until its lease has run out", async () => {
    await put(aJob("held"));
    const first = aWorker(() => new Promise(() => undefined));
    first.start();
    await turns();
    const did: Job[] = [];
    const second = aWorker(async (job) => {
      did.push(job);
      return done;
    });
    expect(await second.drain()).to.equal(0);
    clock.advance(2 * minute);
    expect(await second.drain()).to.equal(1);
    expect(did[0]?.attempts).to.equal(2);
  });

  it("ends what is under way when it is stopped, and takes nothing more", async () => {
    const end = aPromise<JobOutcome>();
    await put(aJob("a1", { lane: "a" }), aJob("a2", { lane: "a" }));
    const worker = aWorker(() => end.promise);
    worker.start();
    await turns();
    let stopped = false;
    const stopping = worker.stop().then(() => {
      stopped = true;
    });
    await turns();
    expect(stopped).to.equal(false);
    end.keep(done);
    await stopping;
    expect(await jobs.count()).to.deep.equal({ waiting: 1, failed: 0 });
    expect(timers.waiting).to.equal(0);
  });

  it("wakes when jobs are put, and looks for others' jobs now and then", async () => {
    const did: string[] = [];
    const worker = aWorker(async (job) => {
      did.push(job._id);
      return done;
    });
    worker.start();
    await turns();
    await wakeOnPut(jobs, worker.poke).put([aJob("mine")], clock.now());
    await turns();
    expect(did).to.deep.equal(["mine"]);
    await put(aJob("another's"));
    await turns();
    expect(did).to.have.length(1);
    timers.pass(5000);
    await turns();
    expect(did).to.deep.equal(["mine", "another's"]);
    await worker.stop();
  });

  it("sleeps no longer than until the next job is due", async () => {
    let did = 0;
    await put(aJob("soon", { dueAt: new Date(clock.now().getTime() + 2000) }));
    const worker = aWorker(async () => {
      did += 1;
      return done;
    });
    worker.start();
    await turns();
    clock.advance(2000);
    timers.pass(1999);
    await turns();
    expect(did).to.equal(0);
    timers.pass(1);
    await turns();
    expect(did).to.equal(1);
    await worker.stop();
  });

  it("goes on when the store was away for a while", async () => {
    let away = true;
    let did = 0;
    const sometimes: Jobs = {
      ...jobs,
      claim: (lease) => (away ? Promise.reject(new Error("The store is away.")) : jobs.claim(lease)),
    };
    await put(aJob("a"));
    const worker = aWorker(
      async () => {
        did += 1;
        return done;
      },
      { jobs: sometimes },
    );
    worker.start();
    await turns();
    expect(did).to.equal(0);
    away = false;
    timers.pass(5000);
    await turns();
    expect(did).to.equal(1);
    await worker.stop();
  });

  it("does not let silent servers keep the others waiting, and starts them in the slow pool next time", async () => {
    const ends = new Map<string, ReturnType<typeof aPromise<JobOutcome>>>();
    const did: string[] = [];
    const worker = aWorker(
      (job) => {
        did.push(job._id);
        if (!job.lane.startsWith("silent")) return Promise.resolve(done);
        const end = aPromise<JobOutcome>();
        ends.set(job._id, end);
        return end.promise;
      },
      { fast: 2, slow: 2 },
    );
    await put(aJob("s1", { lane: "silent1" }), aJob("s2", { lane: "silent2" }));
    worker.start();
    await turns();
    await put(aJob("quick"));
    worker.poke();
    await turns();
    expect(did).not.to.include("quick");
    timers.pass(3000);
    worker.poke();
    await turns();
    expect(did).to.include("quick");
    for (const end of ends.values()) end.keep(done);
    await turns();
    await put(aJob("s3", { lane: "silent1" }), aJob("s4", { lane: "silent2" }), aJob("q2"), aJob("q3"));
    worker.poke();
    await turns();
    expect(did).to.include.members(["s3", "s4", "q2", "q3"]);
    for (const end of ends.values()) end.keep(done);
    await worker.stop();
    expect(await jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  it("gets through many more jobs than it has places", async () => {
    await put(...Array.from({ length: 500 }, (_, i) => aJob(`j${i}`, { lane: `lane${i % 120}` })));
    const worker = aWorker(async () => done);
    worker.start();
    for (let i = 0; i < 200 && (await jobs.count()).waiting > 0; i++) await turns(5);
    await worker.stop();
    expect(await jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
  });
});
