/** What a check thinks of a draft, with a sentence for the owner (hold) or for the writer (refuse). */
export type Verdict = { kind: "publish" } | { kind: "hold"; reasons: string[] } | { kind: "refuse"; reasons: string[] };

export const publish: Verdict = { kind: "publish" };

const severity = { publish: 0, hold: 1, refuse: 2 } as const;

/** The strictest verdict wins and keeps the sentences of all that were as strict. */
export function strictest(verdicts: readonly Verdict[]): Verdict {
  let worst: Verdict = publish;
  for (const verdict of verdicts) {
    if (severity[verdict.kind] > severity[worst.kind]) worst = verdict;
    else if (verdict.kind !== "publish" && worst.kind === verdict.kind) {
      worst = { kind: verdict.kind, reasons: [...worst.reasons, ...verdict.reasons] };
    }
  }
  return worst;
}
