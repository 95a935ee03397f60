import type { Moderator } from "../../domain/moderator.ts";
import { isProblem } from "../../domain/problem.ts";
import { createUnblock, type UnblockNeeds } from "./unblock.ts";

/** Who takes back what the owner set an end to, and deletes what was hidden long enough. */
export const calendar: Moderator = { id: "calendar", name: "the end that was set" };

const page = 100;

/** Takes back the rules that hold no longer, some at a time, and shows what they had hidden. Returns how many they were. */
export function createSweepBlocks(world: UnblockNeeds) {
  const unblock = createUnblock(world);
  return async function sweepBlocks(): Promise<number> {
    const expired = await world.blocks.expired(world.clock.now(), page);
    for (const { _id } of expired) {
      await unblock(_id, calendar).catch((error: unknown) => {
        // Another node was faster.
        if (!isProblem(error, "not-found")) throw error;
      });
    }
    return expired.length;
  };
}
