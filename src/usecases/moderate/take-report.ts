import { type Comment, isVisible } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { type Case, maxReportWords, type Report, type Reporter, withReport } from "../../domain/report.ts";

/** Whether a report waits for the owner now; `again` from somebody who was heard before, `over` where nobody sees the comment. */
export type Taken = "taken" | "again" | "over";

const attempts = 5;

/**
 * Adds a report to the case of a comment. The owner is told of the first since they decided. Each reporter is heard once,
 * also after the owner decided. Throws `conflict` when too many report at the same moment.
 */
export function createTakeReport(world: Pick<World, "cases" | "clock" | "heralds">) {
  return async function takeReport(comment: Comment, reporter: Reporter, given: Report): Promise<Taken> {
    if (!isVisible(comment)) return "over";
    const report = { ...given, words: given.words.trim().slice(0, maxReportWords) };
    for (let attempt = 0; attempt < attempts; attempt++) {
      const known = await world.cases.get(comment._id);
      const next = withReport(known ?? firstCase(comment), reporter, report, world.clock.now());
      if (next === null) return "again";
      const isKept = known ? (await world.cases.change(next)) === "ok" : (await world.cases.add(next)) === "added";
      if (!isKept) continue;
      if (next.count === 1) await world.heralds?.tellOfReport(comment);
      return "taken";
    }
    throw new Problem("conflict", "Others report the same comment at this very moment. Try again.");
  };
}

function firstCase({ _id, site, createdAt }: Comment): Case {
  return { _id, site, open: false, createdAt, count: 0, reports: [], reporters: [], until: null, version: 1 };
}
