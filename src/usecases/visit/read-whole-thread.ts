import type { World } from "../../domain/ports.ts";
import { type Branch, growTree } from "../../domain/tree.ts";

/** Reads all that everybody sees of a thread, as a tree, however long it is: for what counts and sorts the whole of it. */
export function createReadWholeThread(world: Pick<World, "comments">) {
  return async function readWholeThread(thread: string): Promise<Branch[]> {
    return growTree(await world.comments.onThread(thread));
  };
}
