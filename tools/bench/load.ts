import autocannon from "autocannon";
import { median, type Result, result } from "./result.ts";

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

/**
 * A row of two series of rates, judged by the median of their ratios, round by round, as a machine that grows slower
 * hurts both of a round alike. Without a least ratio it is told alone.
 */
export function rateResult(
  name: string,
  unit: string,
  rates: readonly number[],
  baseline: readonly number[],
  least: number | null,
): Result {
  const ratio = Number(median(rates.map((rate, i) => rate / (baseline[i] as number))).toPrecision(3));
  const goal = least === null ? ({ none: true } as const) : { ratioAtLeast: least };
  const row = result(name, unit, median(rates), median(baseline), goal);
  return { ...row, ratio, met: least === null ? null : ratio >= least };
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
