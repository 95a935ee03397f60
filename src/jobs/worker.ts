import { retryAt } from "../domain/backoff.ts";
import type { Job, JobOutcome } from "../domain/job.ts";
import type { Clock, Ids, Log } from "../domain/ports.ts";
import type { Jobs } from "../domain/repos.ts";
import { createAcks } from "./acks.ts";
import { createPools } from "./pools.ts";
import { systemTimers, type Timers } from "./timers.ts";

/** Does one job. It must answer well within the lease; a thrown error counts as a try that failed. */
export type Handler = (job: Job) => Promise<JobOutcome>;

/** A lane that is left alone for a while. */
export interface Rest {
  lane: string;
  until: Date;
}

export interface WorkerNeeds {
  jobs: Jobs;
  clock: Clock;
  ids: Pick<Ids, "opaque">;
  log: Log;
  /** By kind of job. */
  handlers: Readonly<Record<string, Handler>>;
  timers?: Timers;
  /** Jobs under way at once that answer soon. */
  fast?: number;
  /** Jobs under way at once that do not. */
  slow?: number;
  /** After how many milliseconds of silence a job counts as slow. */
  slowAfterMs?: number;
  /** After how many it makes room for others when all fast places are taken. */
  crowdedAfterMs?: number;
  /** Lanes from which nothing is to be taken now, each with the moment when that ends; asked before each look. */
  resting?: (now: Date) => Promise<readonly Rest[]>;
  /** How long a job is ours, in milliseconds: after a crash somebody else takes it up then. */
  leaseMs?: number;
  /** The longest time between two looks at the store, for jobs that other processes put. */
  pollMs?: number;
}

export interface Worker {
  /** Works until it is stopped. */
  start(): void;
  /** Looks for jobs at once; for whoever just put some. */
  poke(): void;
  /** Takes no more jobs; resolves when those under way have ended. */
  stop(): Promise<void>;
  /** Takes one batch of due jobs, does them, and returns how many there were. */
  runOnce(): Promise<number>;
  /** Does all that is due, and what becomes due meanwhile; returns how many there were. */
  drain(): Promise<number>;
}

/**
 * Runs jobs, knowing nothing of what they do: takes them in leased batches, one of a lane at a time, and tells the store
 * the outcome. A job that ends without one (a crash, a lost store) runs again: handlers must bear being repeated.
 */
export function createWorker(needs: WorkerNeeds): Worker {
  const { jobs, clock, log, handlers, timers = systemTimers } = needs;
  const { fast = 192, slow = 256, slowAfterMs = 3000, crowdedAfterMs = 100, leaseMs = 120_000, pollMs = 5000 } = needs;
  const { resting = async () => [] } = needs;
  const by = needs.ids.opaque();
  // Small enough that the batch before it is still being worked off while the next one is taken.
  const batch = Math.max(1, Math.floor(fast / 4));
  const pools = createPools({ fast, slow, slowAfterMs, crowdedAfterMs, batch }, timers, () => poke());
  const acks = createAcks({ jobs, by, log, expecting: () => pools.busy() });
  const underWay = new Set<Promise<void>>();
  /** Lanes whose job has ended, which the store does not know yet. */
  const settling = new Set<string>();
  /** Whether the last look left something behind, as far as is known: then each place that comes free is wanted. */
  let more = true;
  let started = false;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let callOff: (() => void) | null = null;

  async function attempt(job: Job): Promise<JobOutcome> {
    try {
      const handler = handlers[job.kind];
      if (!handler) throw new Error(`Nobody here does jobs of the kind “${job.kind}”.`);
      return await handler(job);
    } catch (error) {
      log.warn({ job: job._id, kind: job.kind, attempts: job.attempts, error }, "A job failed.");
      const reason = error instanceof Error ? error.message : String(error);
      const after = retryAt(job.attempts, job._id, clock.now());
      return after ? { kind: "retry", after, reason } : { kind: "failed", reason };
    }
  }

  async function run(job: Job): Promise<void> {
    const leave = pools.enter(job.lane);
    const outcome = await attempt(job);
    leave();
    settling.add(job.lane);
    if (more) poke();
    await acks.ended(job._id, outcome);
    settling.delete(job.lane);
  }

  /** Each taking is a write: with few places free, jobs that are about to end are waited for. */
  function mayTake(): boolean {
    const room = pools.room();
    return room >= batch || (room > 0 && !pools.busy());
  }

  async function take(): Promise<Promise<void>[]> {
    if (!mayTake()) return [];
    const limit = pools.room();
    const now = clock.now();
    const until = new Date(now.getTime() + leaseMs);
    const rests = (await resting(now)).map(({ lane }) => lane);
    const taken = await jobs.claim({
      by,
      now,
      until,
      limit,
      exceptLanes: [...pools.closedLanes(), ...settling, ...rests],
    });
    more = taken.length === limit;
    return taken.map((job) => {
      const running = run(job).finally(() => {
        underWay.delete(running);
        poke();
      });
      underWay.add(running);
      return running;
    });
  }

  /** When there may be something to do: the next job of a lane that does not rest is due, or a rest ends. */
  async function nextDue(): Promise<Date | null> {
    const rests = await resting(clock.now());
    const due = await jobs.nextDue(rests.map(({ lane }) => lane));
    const moments = [due, ...rests.map(({ until }) => until)].filter((moment) => moment !== null);
    return moments.reduce<Date | null>((next, moment) => (next === null || moment < next ? moment : next), null);
  }

  /** Takes what there is, then sleeps until the next job is due, another process may have put one, or it is poked. */
  async function look(): Promise<void> {
    callOff?.();
    let waitMs = pollMs;
    try {
      do lookAgain = false;
      while (started && ((await take()).length > 0 || lookAgain));
      // With all places taken there is nothing to wait for but their ends, and each of those looks again.
      const due = mayTake() ? await nextDue() : null;
      if (due) waitMs = Math.min(pollMs, Math.max(due.getTime() - clock.now().getTime(), pollMs / 10));
    } catch (error) {
      log.warn({ error }, "Jobs cannot be read right now; trying again in a moment.");
    }
    looking = null;
    if (!started) return;
    if (lookAgain) poke();
    else callOff = timers.after(waitMs, poke);
  }

  function poke(): void {
    lookAgain = true;
    if (started) looking ??= look();
  }

  async function runOnce(): Promise<number> {
    const running = await take();
    await Promise.all(running);
    return running.length;
  }

  return {
    start() {
      started = true;
      poke();
    },
    poke,
    async stop() {
      started = false;
      callOff?.();
      await looking;
      while (underWay.size > 0) await Promise.all(underWay);
    },
    runOnce,
    async drain() {
      let total = 0;
      for (let count = await runOnce(); count > 0; count = await runOnce()) total += count;
      return total;
    },
  };
}
