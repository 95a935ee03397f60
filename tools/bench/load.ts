import autocannon from "autocannon";
import { median } from "./result.ts";

/** How many requests are under way at once, whatever is measured. */
export const atOnce = 16;

/** A target of a load: an address and the headers to send. */
export interface Target {
  url: string;
  headers?: Record<string, string>;
  /** The status that every answer must have. */
  status: number;
}

/**
 * Loads targets in turn, round by round, so that a machine that grows slower hurts all alike. Returns for each target
 * its answers per second in every round. Throws when a target gave another status than it should.
 */
export async function alternate(targets: readonly Target[], rounds: number, seconds: number): Promise<number[][]> {
  const rates: number[][] = targets.map(() => []);
  for (const target of targets) await load(target, 1);
  for (let round = 0; round < rounds; round++) {
    for (const [i, target] of targets.entries()) rates[i]?.push(await load(target, seconds));
  }
  return rates;
}

/** The median over rounds of the ratio of two series, pair by pair. */
export function pairedRatio(rates: readonly number[], baseline: readonly number[]): number {
  return median(rates.map((rate, i) => rate / (baseline[i] as number)));
}

async function load(target: Target, seconds: number): Promise<number> {
  const run = await autocannon({
    url: target.url,
    headers: target.headers ?? {},
    connections: atOnce,
    duration: seconds,
  });
  const wrong = Object.entries(run.statusCodeStats ?? {}).filter(([code]) => Number(code) !== target.status);
  if (run.errors > 0 || wrong.length > 0) {
    throw new Error(`${target.url} answered ${JSON.stringify(run.statusCodeStats)} with ${run.errors} errors`);
  }
  return run.requests.average;
}
