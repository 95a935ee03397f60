import type { World } from "../../domain/ports.ts";
import { rulingOf } from "../../domain/ruling.ts";
import { createTakeReport } from "../moderate/take-report.ts";

/** A report that another server sent. */
export interface RemoteReport {
  comment: string;
  /** Who sent it: of servers that hide their people, the server itself. */
  actor: string;
  words: string;
}

/** What became of it. */
export type ReportReceived = { kind: "taken" | "again" } | { kind: "ignored"; reason: string };

/** Puts a report from elsewhere before the owner. Of who sent it only the server is kept. */
export function createReceiveReport(
  world: Pick<World, "blocks" | "comments" | "cases" | "clock" | "secrets" | "heralds">,
) {
  const takeReport = createTakeReport(world);
  return async function receiveReport({ comment: id, actor, words }: RemoteReport): Promise<ReportReceived> {
    const comment = await world.comments.get(id);
    if (!comment) return { kind: "ignored", reason: "It is about no comment of ours." };
    const { severity, rejects } = await rulingOf(world.blocks, { id: actor }, comment.site);
    if (severity === "block" || rejects.has("reports"))
      return { kind: "ignored", reason: "No reports are taken from there." };
    const mark = world.secrets.sign("report", `${id} ${actor}`).slice(0, 22);
    const taken = await takeReport(comment, { mark, former: [] }, { host: new URL(actor).host, reason: null, words });
    return taken === "over" ? { kind: "ignored", reason: "Nobody sees that comment any more." } : { kind: taken };
  };
}
