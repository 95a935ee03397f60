import { followerId } from "../../domain/follower.ts";
import type { World } from "../../domain/ports.ts";

/** Somebody no longer follows: one of our actors by name, or the one that a request was for. */
export type Unfollow = { remote: string; followId: string | null } & ({ actor: string } | { anyOf: readonly string[] });

export type Unfollowed = { kind: "dropped"; actor: string } | { kind: "unknown" };

type Needs = Pick<World, "followers" | "graves" | "clock">;

const day = 86_400_000;

/** Removes a follower. A request that was not seen yet is remembered by its id, so that it stays undone if it comes late. */
export function createDropFollower(world: Needs) {
  return async function dropFollower(unfollow: Unfollow): Promise<Unfollowed> {
    const named = "actor" in unfollow;
    for (const actor of named ? [unfollow.actor] : unfollow.anyOf) {
      const follower = await world.followers.get(followerId(actor, unfollow.remote));
      if (!follower || (!named && follower.followId !== unfollow.followId)) continue;
      await world.followers.remove(follower._id);
      await bury(unfollow.followId);
      return { kind: "dropped", actor };
    }
    await bury(unfollow.followId);
    return { kind: "unknown" };
  };

  async function bury(followId: string | null): Promise<void> {
    if (followId !== null) await world.graves.bury(followId, new Date(world.clock.now().getTime() + day));
  }
}
