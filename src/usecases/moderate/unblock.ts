import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { raiseThreads } from "./raise-threads.ts";
import { createWriteDown } from "./write-down.ts";

type Needs = Pick<World, "blocks" | "comments" | "threads" | "sites" | "clock" | "audit" | "ids">;

/**
 * Takes a block back and shows again what it alone had hidden; returns how many comments that was. Followers and
 * reactions do not come back by themselves: their people have to act again. Throws `not-found`.
 */
export function createUnblock(world: Needs) {
  const writeDown = createWriteDown(world);
  return async function unblock(id: string, by: Moderator): Promise<number> {
    const [known] = await world.blocks.among([id]);
    if (!known || !(await world.blocks.remove(id)))
      throw new Problem("not-found", "There is no such block; it may have been taken back.");
    const now = world.clock.now();
    const revealed = await world.comments.reveal(id, now);
    const threads = new Set(revealed.threads);
    let shown = revealed.count;
    // A person on a server that is blocked as well stays hidden, now by that block.
    for (const block of shown > 0 ? await world.blocks.list() : []) {
      const hidden = await world.comments.hide(block, now);
      shown -= hidden.count;
      for (const thread of hidden.threads) threads.add(thread);
    }
    await raiseThreads(world, threads);
    await world.sites.raiseEpoch();
    await writeDown({ by, act: "block.remove", site: null, subject: id, label: known.label });
    return Math.max(0, shown);
  };
}
