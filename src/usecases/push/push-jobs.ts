import { retryAt } from "../../domain/backoff.ts";
import { done, type Job, type JobOutcome } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem, type Problem } from "../../domain/problem.ts";
import type { ArrivalOutcome, PushTools } from "../../domain/push.ts";
import { createNoteArrival } from "./note-arrival.ts";
import { createPollSoon } from "./poll-soon.ts";
import { type PushWork, pushKind } from "./put-push.ts";
import { createTakePush, type TakeNeeds } from "./take-push.ts";

type Needs = TakeNeeds & Pick<World, "pushKeys" | "arrivals" | "log">;

/** A page may be told of before it can be read: that is worth some hours, within which its feed is read as well. */
const maxTries = 5;

/** What blogs told, as work for the background. The owner is shown what became of it. */
export function createPushJobs(world: Needs, tools: Pick<PushTools, "readPushed" | "readToldFeed">) {
  const takePush = createTakePush(world, tools);
  const noteArrival = createNoteArrival(world);
  const pollSoon = createPollSoon(world);

  return {
    async [pushKind](job: Job): Promise<JobOutcome> {
      const work = job.payload as unknown as PushWork;
      const [site, key] = await Promise.all([world.sites.get(work.site), world.pushKeys.get(work.site)]);
      // What is still told of a blog that was put away, or whose secret was taken away, is not wanted any more.
      const { push, arrival } = work;
      if (!site || push.kind === "unlike" || (arrival.source !== "hub" && !key)) return done;
      const note = (outcome: ArrivalOutcome, said: string) =>
        noteArrival({ ...arrival, site: site._id, at: new Date(arrival.at) }, outcome, said);
      try {
        const { outcome, said } = await takePush(site, { push, at: new Date(work.at) });
        await note(outcome, said);
        return done;
      } catch (error) {
        if (!isProblem(error)) throw error;
        const after = isWorthAnother(error, job) ? retryAt(job.attempts, job._id, world.clock.now()) : null;
        await note(after ? "waiting" : "failed", error.message);
        // What cannot be read as a page may stand in the feed.
        if (job.attempts === 1 && error.kind !== "conflict") await pollSoon(site._id);
        if (after) return { kind: "retry", after, reason: error.message };
        world.log.info({ site: site._id, kind: error.kind }, "What a blog told of a post could not be done.");
        return done;
      }
    },
  };
}

function isWorthAnother({ kind }: Problem, { attempts }: Job): boolean {
  return attempts < maxTries && ["not-found", "upstream", "busy", "conflict", "rate-limited"].includes(kind);
}
