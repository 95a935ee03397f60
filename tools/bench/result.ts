import { mkdirSync, writeFileSync } from "node:fs";

/** One figure of the bench. `ratio` compares `value` with `baseline`, both taken in the same run. */
export interface Result {
  name: string;
  value: number | null;
  unit: string;
  baseline: number | null;
  ratio: number | null;
  /** The bound as a sentence, such as “ratio ≥ 0.7”; empty when the figure is told for information. */
  goal: string;
  met: boolean | null;
}

/** What a figure must reach. */
export type Goal = { ratioAtLeast: number } | { ratioAtMost: number } | { valueAtMost: number } | { none: true };

/** Builds a result and judges it by its goal. */
export function result(name: string, unit: string, value: number, baseline: number | null, goal: Goal): Result {
  const ratio = baseline === null ? null : value / baseline;
  const row = {
    name,
    value: round(value),
    unit,
    baseline: baseline === null ? null : round(baseline),
    ratio: ratio === null ? null : round(ratio),
  };
  if ("ratioAtLeast" in goal)
    return { ...row, goal: `ratio ≥ ${goal.ratioAtLeast}`, met: ratio !== null && ratio >= goal.ratioAtLeast };
  if ("ratioAtMost" in goal)
    return { ...row, goal: `ratio ≤ ${goal.ratioAtMost}`, met: ratio !== null && ratio <= goal.ratioAtMost };
  if ("valueAtMost" in goal) return { ...row, goal: `≤ ${goal.valueAtMost} ${unit}`, met: value <= goal.valueAtMost };
  return { ...row, goal: "", met: null };
}

/** Prints the table and writes `bench/results.json`. */
export function report(results: readonly Result[]): void {
  const rows = results.map((r) => [
    r.name,
    r.value === null ? "–" : `${r.value} ${r.unit}`,
    r.baseline === null ? "" : `${r.baseline}`,
    r.ratio === null ? "" : `${r.ratio}`,
    r.goal,
    r.met === null ? "" : r.met ? "yes" : "NO",
  ]);
  const head = ["figure", "value", "baseline", "ratio", "goal", "met"];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] as string).length)));
  const line = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(widths[i] as number)).join("  ");
  console.log([line(head), line(widths.map((w) => "-".repeat(w))), ...rows.map(line)].join("\n"));
  mkdirSync("bench", { recursive: true });
  writeFileSync("bench/results.json", `${JSON.stringify(results, null, 2)}\n`);
}

/** The middle value; of an even number the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] as number;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
