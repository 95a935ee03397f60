import type { Condition } from "../port.ts";

/** Matches texts of plain letters and signs that begin so. */
export function startsWith(start: string): Condition {
  return { $gte: start, $lt: `${start}\u007f` };
}
