import type { World } from "../../src/domain/ports.ts";
import { deliveryOf } from "./queue.ts";

/**
 * Where a shared inbox is no inbox (any more): queues the activity of one of our actors for the personal inboxes of its
 * followers behind it, and writes to these from now on; a look at their profiles brings a shared one back. Says whether
 * there was anybody.
 */
export function createFallBack(world: Pick<World, "followers" | "jobs" | "clock">) {
  return async function fallBack(activity: string, actor: string, inbox: string): Promise<boolean> {
    let found = false;
    for await (const page of world.followers.behind(actor, inbox)) {
      const own = page.filter((personal) => personal !== inbox);
      found ||= own.length > 0;
      await world.jobs.put(
        own.map((personal) => deliveryOf(activity, personal)),
        world.clock.now(),
      );
    }
    if (found) await world.followers.unshare(inbox);
    return found;
  };
}
