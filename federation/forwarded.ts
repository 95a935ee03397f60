import type { Job, JobOutcome } from "../src/domain/job.ts";
import type { World } from "../src/domain/ports.ts";
import type { Chronicle } from "./chronicle.ts";
import { openBudget } from "./fetch-budget.ts";
import type { Look } from "./incoming/look.ts";
import { boundsOf, within } from "./incoming/queue.ts";

interface Needs extends Pick<World, "limits" | "clock" | "log"> {
  look: Look;
  chronicle: Pick<Chronicle, "found">;
}

/**
 * Does a `forwarded` job: somebody other than the author spoke of an object, so it is looked at where it lives, and only
 * that copy counts: gone means removed, a public one is stored or taken over, a private one is not shown (any more).
 */
export function createForwarded(world: Needs) {
  return async function forwarded(job: Job): Promise<JobOutcome> {
    const object = String(job.payload["id"]);
    const budget = openBudget(world, boundsOf(job));
    const lookAt = async () => {
      const { outcome, thread, who, known } = await world.look(object, budget, { doubted: true });
      world.log.debug({ object, outcome }, "A forwarded object was looked at.");
      world.chronicle.found({ thread, who, known, object, outcome });
    };
    return within(budget, job, world.clock.now, lookAt, (reason, kind) => {
      world.log.info({ object, reason }, "A forwarded object was dropped.");
      world.chronicle.found({ thread: null, who: new URL(object).host, object, outcome: { kind, reason } });
    });
  };
}
