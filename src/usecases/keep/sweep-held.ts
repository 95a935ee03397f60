import { dueBefore, type Keeping } from "../../domain/keeping.ts";
import type { World } from "../../domain/ports.ts";
import { createCloseCase } from "../moderate/close-case.ts";
import { erasing } from "../moderate/erase.ts";

const mostAtOnce = 200;

/** Deletes for good what nobody decided about for so many days, some in each round; with 0 days nothing. Returns how many. */
export function createSweepHeld(
  world: Pick<World, "comments" | "clock" | "debts" | "log" | "cases">,
  { held: days }: Pick<Keeping, "held">,
) {
  const closeCase = createCloseCase(world);
  return async function sweepHeld(): Promise<number> {
    if (days === 0) return 0;
    const now = world.clock.now();
    await world.comments.countHeld(now);
    const due = await world.comments.heldBefore(dueBefore(days, now), mostAtOnce);
    for (const comment of due) {
      if ((await world.comments.change(comment, erasing(comment, now))) !== "ok") continue;
      await closeCase(comment._id);
      world.debts.notice("comment", comment._id);
    }
    if (due.length > 0) world.log.info({ count: due.length, days }, "Comments that waited too long were deleted.");
    return due.length;
  };
}
