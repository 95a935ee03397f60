import type { Comment } from "../domain/comment.ts";
import type { Case } from "../domain/report.ts";
import { sentenceIn } from "../domain/verdict.ts";
import { shorten } from "./shorten.ts";

/** So many reports are told in words. */
const reportsTold = 3;

/** Why the owner is told of a comment: why it waits, or what was reported; null where it is neither. */
export function whyOf({ state, heldFor }: Pick<Comment, "state" | "heldFor">, report: Case | null): string | null {
  if (report) return `It was reported: ${report.reports.slice(0, reportsTold).map(reportIn).join("; ")}.`;
  if (state !== "held" || heldFor.length === 0) return null;
  return `It waits because: ${heldFor.map(sentenceIn).join(" ")}`;
}

function reportIn({ reason, words, host }: Case["reports"][number]): string {
  const from = host === null ? "" : ` (from ${host})`;
  const said = words === "" ? "" : ` “${shorten(words, 200)}”`;
  return `${reason ?? "no reason given"}${said}${from}`;
}
