import type { World } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { createFindThread } from "../publish/find-thread.ts";

type Needs = Pick<World, "threads"> & { sites: { all(): Promise<readonly Site[]> } };

/**
 * Tells how many comments readers see below a page. One that nobody commented on, that is none of ours, or no address at
 * all has none; nothing is looked up elsewhere.
 */
export function createCountComments(world: Needs) {
  const findThread = createFindThread(world);

  return async function countComments(address: string): Promise<number> {
    try {
      const found = await findThread(address);
      return found.kind === "thread" ? found.thread.counts.published : 0;
    } catch (error) {
      if (isProblem(error, "invalid")) return 0;
      throw error;
    }
  };
}
