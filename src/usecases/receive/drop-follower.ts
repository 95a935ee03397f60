import { type Follower, followerId } from "../../domain/follower.ts";
import type { World } from "../../domain/ports.ts";
import { supersededId } from "./accept-follower.ts";

/** Somebody no longer follows: one of our actors by name, or the one that a request was for. */
export type Unfollow = { remote: string; followId: string | null } & ({ actor: string } | { anyOf: readonly string[] });

export type Unfollowed = { kind: "dropped"; actor: string } | { kind: "unknown" };

type Needs = Pick<World, "followers" | "graves" | "clock">;

const day = 86_400_000;

/**
 * Removes a follower. A request that was not seen yet is remembered by its id, so that it stays undone if it comes late.
 * One that was made anew since is left alone: its Undo comes late. Servers that name another id in the Undo than in the
 * Follow, as Misskey does, are believed.
 */
export function createDropFollower(world: Needs) {
  return async function dropFollower(unfollow: Unfollow): Promise<Unfollowed> {
    const { followId } = unfollow;
    const found = await find(unfollow);
    if (found && followId !== null && (await isSuperseded(followId))) return { kind: "unknown" };
    if (followId !== null) await world.graves.bury(followId, new Date(world.clock.now().getTime() + day));
    // A request that looked for the grave before it was dug is stored by now.
    const follower = found ?? (await find(unfollow));
    if (!follower) return { kind: "unknown" };
    await world.followers.remove(follower._id);
    return { kind: "dropped", actor: follower.actor };
  };

  async function find(unfollow: Unfollow): Promise<Follower | null> {
    const named = "actor" in unfollow;
    for (const actor of named ? [unfollow.actor] : unfollow.anyOf) {
      const follower = await world.followers.get(followerId(actor, unfollow.remote));
      if (follower && (named || follower.followId === unfollow.followId)) return follower;
    }
    return null;
  }

  async function isSuperseded(followId: string): Promise<boolean> {
    return world.graves.has(supersededId(followId), world.clock.now());
  }
}
