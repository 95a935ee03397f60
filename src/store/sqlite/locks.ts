import { setTimeout as pause } from "node:timers/promises";
import { isLocked } from "./errors.ts";

/** Milliseconds between two tries. */
const tryEveryMs = 10;

/**
 * Does what needs a lock, again and again while another process holds it, for so many milliseconds at most; what the last
 * try throws is thrown. The event loop is never blocked by that, as the lock may be held by somebody who needs it to let
 * go, and the engine itself does not wait for all of its locks.
 */
export async function whenUnlocked<R>(work: () => R, waitMs: number): Promise<R> {
  for (let waited = 0; ; waited += tryEveryMs) {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error) || waited >= waitMs) throw error;
    }
    await pause(tryEveryMs);
  }
}
