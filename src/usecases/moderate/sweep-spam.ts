import type { World } from "../../domain/ports.ts";
import { erasing } from "./erase.ts";

const day = 24 * 3_600_000;
const mostAtOnce = 200;

/**
 * Deletes for good what has been spam for so many days, some in each round; with 0 days nothing. Returns how many. What
 * they taught stays.
 */
export function createSweepSpam(world: Pick<World, "comments" | "clock" | "debts">, days: number) {
  return async function sweepSpam(): Promise<number> {
    if (days === 0) return 0;
    const now = world.clock.now();
    const due = await world.comments.spamBefore(new Date(now.getTime() - days * day), mostAtOnce);
    for (const comment of due) {
      const change = { ...erasing(comment, now), spamSince: null };
      if ((await world.comments.change(comment, change)) === "ok") world.debts.notice("comment", comment._id);
    }
    return due.length;
  };
}
