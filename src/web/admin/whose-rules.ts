import { type Severity, severities } from "../../domain/block.ts";
import { Problem } from "../../domain/problem.ts";

const said: Partial<Record<Severity, string>> = {
  block: "Blocked. What is there is hidden, and nothing new is taken.",
  hold: "From now on what is new waits for you.",
  allow: "Trusted. What is new is published without waiting.",
};

/** The severity that a button asks for. Throws `invalid`. */
export function severityIn(text: string): Severity {
  const severity = severities.find((known) => known === text);
  if (severity && said[severity]) return severity;
  throw new Problem("invalid", "Choose whether to block, to hold or to trust.");
}

/** The sentence for a rule that was just set; null for what is none of ours. */
export function ruleSaid(done: string): string | null {
  const severity = severities.find((known) => done === `rule-${known}`);
  return (severity && said[severity]) ?? null;
}
