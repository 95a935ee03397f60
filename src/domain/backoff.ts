import { spread } from "./spread.ts";

const minute = 60_000;
const hour = 60 * minute;

/** The waits between tries: about five days in all. */
const waits = [
  minute,
  5 * minute,
  30 * minute,
  2 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
  24 * hour,
  24 * hour,
  24 * hour,
];

/** How many times something is tried before it is given up. */
export const maxAttempts = waits.length + 1;

/**
 * When to try again after so many tries that failed; null when it was tried often enough. The waits are spread by up to
 * a fifth both ways, by the key alone, so that what failed together does not come back together.
 */
export function retryAt(attempts: number, key: string, now: Date): Date | null {
  const wait = waits[Math.max(attempts, 1) - 1];
  if (wait === undefined) return null;
  return new Date(now.getTime() + Math.round(wait * (0.8 + 0.4 * spread(`${key} ${attempts}`))));
}
