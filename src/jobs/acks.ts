import type { Log } from "../domain/ports.ts";
import type { Jobs } from "../domain/repos.ts";

/** Tells the store which jobs are done, many at a time. */
export interface Acks {
  /** Resolves when the store knows, or when it could not be told: the job then runs again after its lease. */
  done(id: string): Promise<void>;
}

/** Gathers finished jobs: what finishes while one write is under way goes into the next one. */
export function createAcks({ jobs, by, log }: { jobs: Pick<Jobs, "done">; by: string; log: Log }): Acks {
  let gathered: string[] = [];
  let next: Promise<void> | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
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
      return next;
    },
  };
}
