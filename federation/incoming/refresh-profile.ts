import { done, type Job, type JobOutcome } from "../../src/domain/job.ts";
import type { World } from "../../src/domain/ports.ts";
import { isProblem } from "../../src/domain/problem.ts";
import { isBlocked } from "../../src/usecases/receive/blocked.ts";
import type { Forgotten } from "../../src/usecases/receive/forget-actor.ts";
import type { NewFace } from "../../src/usecases/receive/refresh-author.ts";
import { openBudget } from "../fetch-budget.ts";
import type { Profiles } from "../profiles.ts";
import { again } from "./attempt.ts";
import type { Documents } from "./documents.ts";
import { faceOf } from "./intake.ts";
import { member } from "./json.ts";

interface Needs extends Pick<World, "blocks" | "limits" | "clock" | "log"> {
  documents: Documents;
  people: Pick<Profiles, "accept" | "touch">;
  refreshAuthor: (face: NewFace) => Promise<number>;
  forgetActor: (actor: string) => Promise<Forgotten>;
}

const patienceMs = 10_000;

/**
 * Does a `refresh-profile` job: looks at an actor where they live, which is the only place that can say so. What they
 * say of themselves is taken over; who is gone there (410 or a Tombstone) is forgotten here; anything else changes nothing.
 */
export function createRefreshProfile(world: Needs) {
  return async function refreshProfile(job: Job): Promise<JobOutcome> {
    const actor = String(job.payload["actor"]);
    try {
      const outcome = await lookAt(actor);
      world.log.debug({ actor, outcome }, "An actor was looked at.");
      return done;
    } catch (error) {
      if (!isProblem(error, "busy")) throw error;
      const outcome = again(job, world.clock.now(), error.message);
      // Nothing is lost with a server that never answered, and a job that is kept would stand in the way of the next one.
      return outcome.kind === "failed" ? done : outcome;
    }
  };

  async function lookAt(actor: string): Promise<string> {
    if (await isBlocked(world, actor)) return "blocked";
    const fetched = await world.documents.object(actor, patienceMs, openBudget(world));
    if (fetched.kind === "gone") return (await world.forgetActor(actor)).kind;
    const own = fetched.kind === "found" && member(fetched.json, "id") === actor;
    const profile = own ? await world.people.accept(fetched.json) : null;
    if (profile) {
      await world.refreshAuthor(faceOf(profile));
      return "refreshed";
    }
    await world.people.touch(actor);
    return "nothing new";
  }
}
