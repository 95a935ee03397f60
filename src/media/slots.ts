import { Problem } from "../domain/problem.ts";

/** Runs work in a number of slots; what finds none free waits, and is refused with `busy` when too many wait already. */
export type Slots = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes `count` slots and a queue for them of at most `maxWaiting`. */
export function createSlots(count: number, maxWaiting: number): Slots {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return async (work) => {
    if (taken < count) taken += 1;
    else {
      if (waiting.length >= maxWaiting)
        throw new Problem("busy", "Too many pictures are being fetched right now.", { retryAfter: 5 });
      // Whoever leaves hands the slot over, so that nobody who comes right then takes it.
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else taken -= 1;
    }
  };
}
