import type { Timers } from "../../src/jobs/timers.ts";

/** Timers that go off when they are told to. */
export function createTestTimers(): Timers & { pass(ms: number): void; readonly waiting: number } {
  const set = new Map<object, { at: number; work: () => void }>();
  let now = 0;
  return {
    after(ms, work) {
      const key = {};
      set.set(key, { at: now + ms, work });
      return () => void set.delete(key);
    },
    pass(ms) {
      now += ms;
      for (const [key, { at, work }] of [...set]) {
        if (at > now || !set.delete(key)) continue;
        work();
      }
    },
    get waiting() {
      return set.size;
    },
  };
}
