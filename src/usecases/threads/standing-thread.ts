import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";

/** Nobody merges so often; what would go on for longer goes round in circles. */
const maxHops = 50;

/** The thread that has the comments of this one: itself, or where it was merged into. */
export async function standingThread(world: Pick<World, "threads">, thread: Thread): Promise<Thread> {
  let standing = thread;
  for (let hop = 0; hop < maxHops && standing.mergedInto; hop++) {
    const next = await world.threads.get(standing.mergedInto);
    if (!next) break;
    standing = next;
  }
  return standing;
}
