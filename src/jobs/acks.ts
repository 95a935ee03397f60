import type { Log } from "../domain/ports.ts";
import type { Jobs } from "../domain/repos.ts";

/** Tells the store which jobs are done, many at a time: each telling is a write. */
export interface Acks {
  /** Resolves when the store knows, or when it could not be told: the job then runs again after its lease. */
  done(id: string): Promise<void>;
}

interface Needs {
  jobs: Pick<Jobs, "done">;
  by: string;
  log: Log;
  /** Whether others are about to finish, for whom it is worth waiting a moment. */
  expecting: () => boolean;
}

/** So many are told at once. */
const enough = 64;
/** How long a finished job waits for others, in milliseconds; what a crash meanwhile leaves is done once more. */
const patienceMs = 20;

/** Gathers finished jobs: until there are many, nobody else is about to finish, or a moment has passed. */
export function createAcks({ jobs, by, log, expecting }: Needs): Acks {
  let gathered: string[] = [];
  let next: Promise<void> | null = null;
  let tell: () => void = () => undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const impatient = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const timer = setTimeout(tell, patienceMs);
    await impatient;
    clearTimeout(timer);
    await writing;
    await new Promise((resolve) => setImmediate(resolve));
    const ids = gathered;
    gathered = [];
    next = null;
    writing = jobs.done(ids, by).catch((error: unknown) => {
      log.warn({ error, jobs: ids.length }, "Finished jobs could not be removed; they run once more.");
    });
    await writing;
  }

  return {
    done(id) {
      gathered.push(id);
      next ??= write();
      if (gathered.length >= enough || !expecting()) tell();
      return next;
    },
  };
}
