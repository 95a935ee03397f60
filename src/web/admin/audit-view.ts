import { type AuditEntry, acts } from "../../domain/audit.ts";
import { moment } from "./time.ts";

/** One act as a line: who did what, to what, and when. */
export function viewAct({ by, act, subject, label, detail, createdAt }: AuditEntry) {
  return {
    by: by.name,
    byHref: `/admin/audit?by=${encodeURIComponent(by.id)}`,
    act: acts[act] ?? act,
    label,
    href:
      act.startsWith("comment.") || act.startsWith("report.") ? `/admin/comments/${encodeURIComponent(subject)}` : null,
    detail,
    time: moment(createdAt),
  };
}
