import { createRandom, type Random } from "./random.ts";

/** What a try found wrong, as a sentence; null when all was well. */
export type Try = (random: Random, attempt: number) => Promise<string | null>;

/** What one kind of tries came to. */
export interface Outcome {
  name: string;
  tries: number;
  /** How often each answer came. */
  answers: Record<string, number>;
  faults: { attempt: number; fault: string }[];
}

export interface Bounds {
  seed: number;
  /** Seconds for one kind of tries. */
  seconds: number;
  /** The only try to make, to see a fault again. */
  only: number | null;
}

const mostFaults = 10;

/** A key that was bent may be asked for later; a fault of ours that is put off as well would show by being frequent. */
const mostLater = 0.2;

/** Makes tries of one kind until the time is over or enough is wrong. */
export async function makeTries(
  name: string,
  bounds: Bounds,
  answers: Record<string, number>,
  attempt: Try,
): Promise<Outcome> {
  const outcome: Outcome = { name, tries: 0, answers, faults: [] };
  const until = performance.now() + bounds.seconds * 1000;
  const first = bounds.only ?? 0;
  const last = bounds.only ?? Number.POSITIVE_INFINITY;
  for (let i = first; i <= last && performance.now() < until && outcome.faults.length < mostFaults; i++) {
    const fault = await attempt(createRandom(bounds.seed, i), i);
    outcome.tries++;
    if (fault !== null) outcome.faults.push({ attempt: i, fault });
  }
  const later = answers[503] ?? 0;
  if (later > 50 && later > outcome.tries * mostLater) {
    outcome.faults.push({ attempt: outcome.tries, fault: `${later} of ${outcome.tries} were put off with 503` });
  }
  return outcome;
}

const longestMs = 100;

/** Does some work and returns how many milliseconds of CPU it took: of three goes the least, when the first was long. */
export async function cpuMs<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  let least = Number.POSITIVE_INFINITY;
  let value: T | undefined;
  for (let go = 0; go < 3; go++) {
    const before = process.cpuUsage();
    value = await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
    if (least <= longestMs) break;
  }
  return { value: value as T, ms: least };
}

/** What is wrong with an answer as such; null when nothing is. */
export function faultOfAnswer(answer: { status: number; body: string }, ms: number, what: string): string | null {
  if (answer.status >= 500 && answer.status !== 503)
    return `${answer.status} for ${what}: ${answer.body.slice(0, 200)}`;
  if (/\n\s+at \S+ \(?(file|node|\/)/.test(answer.body)) return `a stack trace for ${what}`;
  if (ms > longestMs) return `${Math.round(ms)} ms of CPU for ${what}`;
  return null;
}
