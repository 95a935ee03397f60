import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { maxReportWords, type ReportReason, reportReasons } from "../../domain/report.ts";
import { sentence } from "../../domain/sentence.ts";
import { createTakeReport, type Taken } from "../moderate/take-report.ts";
import { rulingOfNetwork } from "./network-ruling.ts";

/** What a reader sends. */
export interface ReaderReport {
  number: number;
  reason: string;
  words: string;
  /** The client's network address; only a keyed hash of its prefix is kept, one for each comment. */
  address: string;
}

/**
 * Tells the owner that a reader objects to a comment; each network is heard once about each. Nothing is hidden by it, as
 * anybody could silence anybody. Throws `not-found`, and `invalid` for a missing reason or too many words.
 */
export function createReportComment(
  world: Pick<World, "blocks" | "comments" | "cases" | "clock" | "secrets" | "networks" | "heralds">,
) {
  const takeReport = createTakeReport(world);
  return async function reportComment({ number, reason, words, address }: ReaderReport): Promise<Taken> {
    const comment = await world.comments.byNumber(number);
    if (!comment) throw new Problem("not-found", sentence("page.noComment"));
    if (!isReason(reason)) throw new Problem("invalid", sentence("fault.reportReason"));
    const over = words.trim().length - maxReportWords;
    if (over > 0) throw new Problem("invalid", sentence("fault.tooLong", { max: maxReportWords, over }));
    const { severity, rejects } = await rulingOfNetwork(world, address, comment.site);
    // Whoever is shut out learns nothing by it.
    if (severity === "block" || rejects.has("reports")) return "again";
    const names = await world.networks.namesOf(address);
    const [mark = "", ...former] = names.map((name) => markOf(comment._id, name));
    return takeReport(comment, { mark, former }, { host: null, reason, words });
  };

  function markOf(comment: string, network: string): string {
    return world.secrets.sign("report", `${comment} ${network}`).slice(0, 22);
  }
}

function isReason(text: string): text is ReportReason {
  return (reportReasons as readonly string[]).includes(text);
}
