import { takeToken } from "../domain/bucket.ts";
import type { World } from "../domain/ports.ts";
import type { AskedOfWorld } from "./pipeline.ts";

/**
 * The world to try checks in: it counts for itself alone, its clock is set by whoever rehearses, and it knows nobody, as who
 * is known now may not have been then.
 */
export function createAside(world: AskedOfWorld): { world: AskedOfWorld; setClock(at: Date): void } {
  const full = new Map<string, number>();
  let now = new Date(0);
  const limits: AskedOfWorld["limits"] = {
    bucket(key, size, at, tokens = 1) {
      const taken = takeToken(size, full.get(key) ?? 0, at.getTime(), tokens);
      full.set(key, taken.fullAt);
      return taken;
    },
  };
  const clock: World["clock"] = { now: () => now };
  return {
    world: { ...world, limits, clock, comments: { hasApproved: async () => false } },
    setClock(at) {
      now = at;
    },
  };
}
