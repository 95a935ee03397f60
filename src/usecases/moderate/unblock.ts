import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";

/**
 * Takes a block back and shows again what it alone had hidden; returns how many comments that was. Followers and
 * reactions do not come back by themselves: their people have to act again. Throws `not-found`.
 */
export function createUnblock(world: Pick<World, "blocks" | "comments" | "sites" | "clock">) {
  return async function unblock(id: string): Promise<number> {
    if (!(await world.blocks.remove(id)))
      throw new Problem("not-found", "There is no such block; it may have been taken back.");
    const now = world.clock.now();
    let shown = await world.comments.reveal(id, now);
    // A person on a server that is blocked as well stays hidden, now by that block.
    if (shown > 0) for (const block of await world.blocks.list()) shown -= await world.comments.hide(block, now);
    await world.sites.raiseEpoch();
    return Math.max(0, shown);
  };
}
