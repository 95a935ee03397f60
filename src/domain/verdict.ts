import type { Said } from "./sentence.ts";

/** What a check thinks of a draft, with a sentence for the owner (hold) or for the writer (refuse). */
export type Verdict = { kind: "publish" } | { kind: "hold"; reasons: string[] } | { kind: "refuse"; reasons: Said[] };

export const publish: Verdict = { kind: "publish" };

/** The strictest verdict wins and keeps the sentences of all that were as strict. */
export function strictest(verdicts: readonly Verdict[]): Verdict {
  const refused = verdicts.flatMap((verdict) => (verdict.kind === "refuse" ? [verdict.reasons] : []));
  if (refused.length > 0) return { kind: "refuse", reasons: refused.flat() };
  const held = verdicts.flatMap((verdict) => (verdict.kind === "hold" ? [verdict.reasons] : []));
  return held.length > 0 ? { kind: "hold", reasons: held.flat() } : publish;
}
