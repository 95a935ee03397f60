import { type Block, type Rejection, type Severity, severityOf } from "../../domain/block.ts";

const severities: Record<Severity, string> = {
  noop: "Noted",
  hold: "Waits for you",
  block: "Blocked",
  allow: "Allowed",
};

const rejections: Record<Rejection, string> = {
  media: "no pictures",
  reactions: "no reactions",
  reports: "no reports",
};

/** What a rule does, in a few words: “Waits for you, no pictures, until 2026-12-01”. */
export function describeRule(rule: Pick<Block, "severity" | "rejects" | "erases" | "until">): string {
  const until = rule.until ? [`until ${rule.until.toISOString().slice(0, 10)}`] : [];
  return [
    severities[severityOf(rule)],
    ...(rule.rejects ?? []).map((one) => rejections[one]),
    ...(rule.erases ? ["what is there is deleted"] : []),
    ...until,
  ].join(", ");
}
