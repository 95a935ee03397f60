import type { Travelled } from "./journey.ts";

/** Prints what became of each step of a journey, then what passed between the servers, each kind once with its number. */
export function report({ peer, outcomes, traffic }: Travelled): void {
  console.log(`\n${peer}`);
  for (const { kind, title, sentence, ms } of outcomes) {
    console.log(`${kind.padEnd(7)}  ${title} (${(ms / 1000).toFixed(1)} s)`);
    console.log(`         ${sentence}`);
  }
  const kinds = new Map<string, number>();
  for (const line of traffic) kinds.set(line, (kinds.get(line) ?? 0) + 1);
  for (const [line, count] of [...kinds].sort()) console.log(`  ${String(count).padStart(3)} × ${line}`);
}

/** Prints the sum, and returns the exit code: 1 when a step failed, or when there was nobody to meet. */
export function conclude(journeys: readonly Travelled[], notRun: readonly string[], logs: string): number {
  const all = journeys.flatMap(({ outcomes }) => outcomes);
  const count = (kind: string) => all.filter((outcome) => outcome.kind === kind).length;
  for (const sentence of notRun) console.log(`\nNOT RUN  ${sentence}`);
  console.log(`\n${count("ok")} ok, ${count("FAILED")} failed, ${count("skipped")} skipped. Logs: ${logs}`);
  return all.length > 0 && all.every(({ kind }) => kind === "ok") ? 0 : 1;
}
