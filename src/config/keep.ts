import { z } from "zod";
import { type Keeping, usualKeeping } from "../domain/keeping.ts";

/** A number of days within bounds. */
function days(least: number, most: number) {
  const error =
    least === 0 ? `must be a number of days up to ${most}, or 0 for good` : `must be ${least} to ${most} days`;
  return z
    .string()
    .trim()
    .regex(/^\d{1,5}$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error));
}

const years = 3650;

/** The variables that say for how long things are kept. */
export const keepKeys = {
  ANTIPHON_KEEP_NETWORKS_DAYS: { schema: days(1, years), example: String(usualKeeping.networks) },
  ANTIPHON_KEEP_MAILBOXES_DAYS: { schema: days(0, years), example: "730" },
  ANTIPHON_KEEP_HELD_DAYS: { schema: days(0, years), example: "180" },
  ANTIPHON_KEEP_JOURNAL_DAYS: { schema: days(1, usualKeeping.journal), example: String(usualKeeping.journal) },
  ANTIPHON_KEEP_AUDIT_DAYS: { schema: days(30, usualKeeping.audit), example: String(usualKeeping.audit) },
  ANTIPHON_KEEP_DELIVERIES_DAYS: { schema: days(1, usualKeeping.deliveries), example: String(usualKeeping.deliveries) },
} as const;

/** What of it each variable is about. */
export const keptBy = {
  ANTIPHON_KEEP_NETWORKS_DAYS: "networks",
  ANTIPHON_KEEP_MAILBOXES_DAYS: "mailboxes",
  ANTIPHON_KEEP_HELD_DAYS: "held",
  ANTIPHON_KEEP_JOURNAL_DAYS: "journal",
  ANTIPHON_KEEP_AUDIT_DAYS: "audit",
  ANTIPHON_KEEP_DELIVERIES_DAYS: "deliveries",
} as const satisfies Record<keyof typeof keepKeys, keyof Keeping>;

/** How long everything is kept, by what was set and else as usual. */
export function keepingOf(values: { readonly [K in keyof typeof keepKeys]?: number | undefined }): Keeping {
  const keeping = { ...usualKeeping };
  for (const [key, what] of Object.entries(keptBy) as [keyof typeof keepKeys, keyof Keeping][])
    keeping[what] = values[key] ?? usualKeeping[what];
  return keeping;
}
