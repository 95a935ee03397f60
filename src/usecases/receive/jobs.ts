import { done, type Job, type JobOutcome } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";
import type { BlockNeeds } from "../moderate/block.ts";
import { raiseThreads } from "../moderate/raise-threads.ts";
import { createFollowMove } from "./follow-move.ts";

/** What was received and is done in the background, by kind of job: `raise`, and `moved` (see `createFollowMove`). */
export function createReceiveJobs(world: BlockNeeds) {
  const followMove = createFollowMove(world);
  return {
    raise: createRaise(world),
    async moved({ payload }: Job): Promise<JobOutcome> {
      const { from, to, handle } = payload as { from: string; to: string; handle: string };
      await followMove({ from, to: { id: to, handle } });
      return done;
    },
  };
}

/** Does a `raise` job: lets a thread's page follow a burst of reactions. */
export function createRaise(world: Pick<World, "comments" | "threads">) {
  return async function raise({ payload }: Job): Promise<JobOutcome> {
    if (typeof payload["thread"] === "string") await raiseThreads(world, [payload["thread"]]);
    return done;
  };
}
