import type { Clock } from "../../src/domain/ports.ts";

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  advance(ms: number): void;
}

/** Starts at noon of 1 November 2026, unless told otherwise. */
export function createTestClock(start = "2026-11-01T12:00:00Z"): TestClock {
  let ms = new Date(start).getTime();
  return {
    now: () => new Date(ms),
    advance: (by) => {
      ms += by;
    },
  };
}
