import type { JobOutcome } from "../domain/job.ts";
import type { Log } from "../domain/ports.ts";
import type { Jobs } from "../domain/repos.ts";

/** Tells the store how jobs ended, many at a time: each telling by itself would be a commit. */
export interface Acks {
  /** Resolves when the store knows, or when it could not be told: the job then runs again after its lease. */
  ended(id: string, outcome: JobOutcome): Promise<void>;
}

interface Needs {
  jobs: Pick<Jobs, "done" | "retry" | "fail">;
  by: string;
  log: Log;
  /** Whether others are about to finish, for whom it is worth waiting a moment. */
  expecting: () => boolean;
}

/** So many are told at once. */
const enough = 64;
/** How long a finished job waits for others, in milliseconds; what a crash meanwhile leaves is done once more. */
const patienceMs = 20;

interface Ending {
  id: string;
  outcome: JobOutcome;
}

/** Gathers finished jobs: until there are many, nobody else is about to finish, or a moment has passed. */
export function createAcks({ jobs, by, log, expecting }: Needs): Acks {
  let gathered: Ending[] = [];
  let next: Promise<void> | null = null;
  let tell: () => void = () => undefined;
  let writing: Promise<void> = Promise.resolve();

  /** All in one turn, which the store may commit together. */
  async function tellAll(endings: readonly Ending[]): Promise<void> {
    const done = endings.filter(({ outcome }) => outcome.kind === "done").map(({ id }) => id);
    const others = endings.filter(({ outcome }) => outcome.kind !== "done");
    const told = orRunAgain(done, jobs.done(done, by));
    await Promise.all([told, ...others.map((ending) => orRunAgain([ending.id], tellOther(ending)))]);
  }

  async function tellOther({ id, outcome }: Ending): Promise<void> {
    if (outcome.kind === "retry") await jobs.retry(id, by, outcome.after, outcome.reason);
    else if (outcome.kind === "failed") await jobs.fail(id, by, outcome.reason);
  }

  async function orRunAgain(ids: readonly string[], telling: Promise<void>): Promise<void> {
    try {
      await telling;
    } catch (error) {
      log.warn({ error, jobs: ids }, "How jobs ended could not be stored; they run once more.");
    }
  }

  async function write(): Promise<void> {
    const impatient = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const timer = setTimeout(tell, patienceMs);
    await impatient;
    clearTimeout(timer);
    await writing;
    await new Promise((resolve) => setImmediate(resolve));
    const endings = gathered;
    gathered = [];
    next = null;
    writing = tellAll(endings);
    await writing;
  }

  return {
    ended(id, outcome) {
      gathered.push({ id, outcome });
      next ??= write();
      if (gathered.length >= enough || !expecting()) tell();
      return next;
    },
  };
}
