import type { Planned } from "./act-on-threads.ts";

/** What would be done, and what that means, in sentences; nothing is written before it is taken. */
export interface ThreadPlan {
  planned: Planned[];
  says: string[];
  /** Each thread that is touched where they are many: from where to where. */
  lines: { from: string; to: string; fate: "renamed" | "merged" | "refused" }[];
}

/** A number of comments in words. */
export function comments(count: number): string {
  return count === 1 ? "one comment" : `${count.toLocaleString("en")} comments`;
}
