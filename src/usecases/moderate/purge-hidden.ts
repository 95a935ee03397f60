import { type Block, everywhere, isRuleMark, severityOf } from "../../domain/block.ts";
import type { World } from "../../domain/ports.ts";
import { emptyHidden } from "./erase-hidden.ts";
import { calendar } from "./sweep-blocks.ts";
import { createWriteDown } from "./write-down.ts";

const day = 86_400_000;

/**
 * Whether what a rule hides goes for good after a while. It does not where the rule has an end, as it is to come back then,
 * nor where all are shut out but those who are allowed: that is a switch which may be turned back.
 */
export function isPurged(rule: Block): boolean {
  return severityOf(rule) === "block" && !rule.until && rule.value !== everywhere;
}

/** When the first of what a rule hides is deleted for good; null where nothing is, or nothing hidden. 0 days are for ever. */
export function purgeDate(rule: Block, hiddenSince: Date | null, days: number): Date | null {
  if (days === 0 || hiddenSince === null || !isPurged(rule)) return null;
  return new Date(hiddenSince.getTime() + days * day);
}

type Needs = Pick<World, "comments" | "blocks" | "debts" | "clock" | "audit" | "ids" | "cases">;

/** Empties for good what a block has hidden for so many days; with 0 days nothing. Returns how many comments that were. */
export function createPurgeHidden(world: Needs, days: number) {
  const writeDown = createWriteDown(world);
  return async function purgeHidden(): Promise<number> {
    if (days === 0) return 0;
    const now = world.clock.now();
    await world.comments.countHidden(now);
    const before = new Date(now.getTime() - days * day);
    const marks = (await world.comments.marksSince(before)).filter(isRuleMark);
    let emptied = 0;
    for (const rule of (await world.blocks.among(marks)).filter(isPurged)) {
      const count = await emptyHidden(world, rule._id, before);
      emptied += count;
      if (count === 0) continue;
      const detail = `${count} ${count === 1 ? "comment" : "comments"}, hidden for ${days} days`;
      const { _id: subject, label, site = null } = rule;
      await writeDown({ by: calendar, act: "block.purge", site, subject, label, detail });
    }
    return emptied;
  };
}
