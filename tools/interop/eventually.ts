const lookEveryMs = 150;

/** How long something that crosses the network may take to be seen, in milliseconds. */
export const arrivesWithinMs = 40_000;

/** How long to look on, in milliseconds, before believing that something does not come. */
export const staysAwayMs = 3_000;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Looks again and again until there is something to see, and returns it. Fails with `what` after `withinMs`. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | false | undefined>,
  withinMs = arrivesWithinMs,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  while (true) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline) throw new Error(`Not seen in ${withinMs / 1000} s: ${what}.`);
    await pause(lookEveryMs);
  }
}

/** Fails with `what` when it is not so. */
export function demand(what: string, is: boolean): void {
  if (!is) throw new Error(`Not so: ${what}.`);
}
