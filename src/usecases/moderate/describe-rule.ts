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

/** The last day that a rule holds on, as `YYYY-MM-DD`: one that ends with a day has its end at the start of the next. */
export function lastDay(until: Date): string {
  return new Date(until.getTime() - 1).toISOString().slice(0, 10);
}

/** What a rule does, in a few words: “Waits for you, no pictures, until 2026-12-01”. */
export function describeRule(rule: Pick<Block, "severity" | "rejects" | "erases" | "until">): string {
  const until = rule.until ? [`until ${lastDay(rule.until)}`] : [];
  return [
    severities[severityOf(rule)],
    ...(rule.rejects ?? []).map((one) => rejections[one]),
    ...(rule.erases ? ["what is there is deleted"] : []),
    ...until,
  ].join(", ");
}
