import type { Job, JobOutcome } from "../../src/domain/job.ts";
import type { World } from "../../src/domain/ports.ts";
import { isBlocked } from "../../src/usecases/receive/blocked.ts";
import { type Authenticate, activityClaim } from "../authenticate.ts";
import type { Chronicle } from "../chronicle.ts";
import { type Budget, openBudget } from "../fetch-budget.ts";
import type { Profiles } from "../profiles.ts";
import { readActivity } from "./activity.ts";
import { attempt, boundsOf } from "./attempt.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Documents } from "./documents.ts";
import type { Look } from "./look.ts";
import { reactionIn } from "./relayed.ts";

interface Needs extends Pick<World, "blocks" | "limits" | "clock" | "log"> {
  authenticate: Authenticate;
  documents: Documents;
  people: Profiles;
  look: Look;
  dispatch: Dispatch;
  chronicle: Pick<Chronicle, "found" | "handled">;
}

const patienceMs = 10_000;

/**
 * Does a `forwarded` job: somebody other than the author spoke of an object, so it is looked at where it lives, and only
 * that copy counts: gone means removed, a public one is stored or taken over, a private one is not shown (any more). One
 * that was taken back is shown again when its own server, or a group that it is addressed to, said that it is there
 * again. A reaction that was handed round counts when its own server shows it.
 */
export function createForwarded(world: Needs) {
  return async function forwarded(job: Job): Promise<JobOutcome> {
    const object = String(job.payload["id"]);
    const { isActivity, restoredBy = null } = job.payload;
    const budget = openBudget(world, boundsOf(job));
    const lookAt = async () => {
      const hint = { doubted: true, restoredBy: restoredBy as string | null };
      const { outcome, thread, who, known } = await world.look(object, budget, hint);
      world.log.debug({ object, outcome }, "A forwarded object was looked at.");
      world.chronicle.found({ thread, who, known, object, outcome });
    };
    const work = isActivity ? () => prove(object, budget) : lookAt;
    return attempt(budget, job, world.clock.now, work, (reason, kind) => {
      world.log.info({ object, reason }, "A forwarded object was dropped.");
      world.chronicle.found({ thread: null, who: new URL(object).host, object, outcome: { kind, reason } });
    });
  };

  async function prove(id: string, budget: Budget): Promise<void> {
    const outcome = await lookAtActivity(id, budget);
    world.log.debug({ object: id, outcome }, "A forwarded object was looked at.");
  }

  async function lookAtActivity(id: string, budget: Budget): Promise<string> {
    if (await isBlocked(world, null, id)) return "blocked";
    const fetched = await world.documents.object(id, patienceMs, budget);
    if (fetched.kind !== "found") return fetched.kind;
    const activity = readActivity(fetched.json);
    if (reactionIn(activity) === null) return "no reaction";
    const verdict = world.authenticate(activityClaim(activity), { kind: "fetched", from: fetched.url });
    if (verdict.kind !== "trusted") return verdict.kind === "refused" ? verdict.reason : "not its actor's own";
    const found = await world.people.ofActor(verdict.owner, budget);
    if (found.kind !== "found") return "actor gone";
    const own = { ...activity, actor: verdict.owner };
    const handled = await world.dispatch(own, found.profile);
    await world.chronicle.handled(own, found.profile, handled);
    return handled.kind;
  }
}
