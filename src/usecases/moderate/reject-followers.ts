import type { World } from "../../domain/ports.ts";
import { supersededId } from "../receive/accept-follower.ts";

const page = 500;

/** Some servers heed no Reject: their people go on to believe that they follow, and undo that before they follow anew. */
const lateUndoMs = 90 * 86_400_000;

/** Tells followers of some of our actors that they are none any more, and forgets them. Returns how many follows that were. */
export async function rejectFollowers(
  world: Pick<World, "followers" | "outbox" | "graves" | "clock">,
  remotes: readonly string[],
  of: readonly string[],
): Promise<number> {
  let rejected = 0;
  const until = new Date(world.clock.now().getTime() + lateUndoMs);
  for (;;) {
    const followers = await world.followers.by(remotes, page, of);
    for (const follower of followers) {
      await world.outbox.reject(follower);
      // That Undo may come after the new Follow, which it is not about.
      await world.graves.bury(supersededId(follower.followId), until);
      await world.followers.remove(follower._id);
    }
    rejected += followers.length;
    if (followers.length < page) return rejected;
  }
}
