import { done, type Job, type JobOutcome } from "../../src/domain/job.ts";
import type { World } from "../../src/domain/ports.ts";
import { isProblem } from "../../src/domain/problem.ts";
import type { RemoteProfile } from "../../src/domain/repos.ts";
import { rulingOf } from "../../src/domain/ruling.ts";
import { isBlocked } from "../../src/usecases/receive/blocked.ts";
import type { Forgotten } from "../../src/usecases/receive/forget-actor.ts";
import type { NewFace } from "../../src/usecases/receive/refresh-author.ts";
import { type Budget, openBudget } from "../fetch-budget.ts";
import type { Profiles } from "../profiles.ts";
import { readActor } from "./actor.ts";
import { again } from "./attempt.ts";
import type { Documents } from "./documents.ts";
import { faceOf } from "./intake.ts";
import { member } from "./json.ts";
import type { Later } from "./later.ts";

interface Needs extends Pick<World, "blocks" | "limits" | "clock" | "log"> {
  later: Pick<Later, "follow">;
  documents: Documents;
  people: Pick<Profiles, "accept" | "touch">;
  refreshAuthor: (face: NewFace) => Promise<number>;
  forgetActor: (actor: string) => Promise<Forgotten>;
}

const patienceMs = 10_000;

/**
 * Does a `refresh-profile` job: looks at an actor where they live, which is the only place that can say so. What they
 * say of themselves is taken over; who is gone there (410 or a Tombstone) is forgotten here; anything else changes nothing.
 * Of who is blocked themselves, as of everybody, it is seen whether they moved: rules follow where both accounts say so.
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
    const shut = await isBlocked(world, null, actor);
    if (shut && (await isServerBlocked(actor))) return "blocked";
    const budget = openBudget(world);
    const fetched = await world.documents.object(actor, patienceMs, budget);
    if (shut)
      return fetched.kind === "found"
        ? await follow(readActor(fetched.json, world.clock.now()), actor, budget)
        : "blocked";
    if (fetched.kind === "gone") return (await world.forgetActor(actor)).kind;
    const own = fetched.kind === "found" && member(fetched.json, "id") === actor;
    const profile = own ? await world.people.accept(fetched.json) : null;
    if (profile) {
      await world.refreshAuthor(faceOf(profile));
      return profile.movedTo ? follow(profile, actor, budget) : "refreshed";
    }
    await world.people.touch(actor);
    return "nothing new";
  }

  async function isServerBlocked(address: string): Promise<boolean> {
    return (await rulingOf(world.blocks, { id: null, addresses: [address] }, null)).severity === "block";
  }

  /** Each of the two accounts is asked at its own server, so that nobody names somebody else as who they became. */
  async function follow(old: RemoteProfile | null, actor: string, budget: Budget): Promise<string> {
    const to = old?._id === actor ? old.movedTo : null;
    if (!to || to === actor) return "moved nowhere";
    if (await isServerBlocked(to)) return "moved to a blocked server";
    const fetched = await world.documents.object(to, patienceMs, budget);
    const found = fetched.kind === "found" ? readActor(fetched.json, world.clock.now()) : null;
    if (fetched.kind !== "found" || found?._id !== to || !found.aliases?.includes(actor))
      return "moved, as it alone says";
    await world.people.accept(fetched.json);
    await world.later.follow(actor, { id: found._id, handle: found.handle });
    return "moved";
  }
}
