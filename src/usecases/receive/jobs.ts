import { done, type Job, type JobOutcome } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";
import { raiseThreads } from "../moderate/raise-threads.ts";

/** What was received and is done in the background, by kind of job: `raise` lets a thread's page follow a burst of reactions. */
export function createReceiveJobs(world: Pick<World, "comments" | "threads">) {
  return {
    async raise({ payload }: Job): Promise<JobOutcome> {
      if (typeof payload["thread"] === "string") await raiseThreads(world, [payload["thread"]]);
      return done;
    },
  };
}
