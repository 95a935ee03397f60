import { owing } from "../../domain/debt.ts";
import { followerId } from "../../domain/follower.ts";
import type { World } from "../../domain/ports.ts";
import { isBlocked } from "./blocked.ts";
import { canBeFollowed, findOurActor } from "./our-actor.ts";

/** Somebody elsewhere wants to follow one of our actors. */
export interface FollowRequest {
  /** The name of our actor. */
  actor: string;
  remote: { id: string; handle: string; inbox: string; sharedInbox: string | null };
  /** The id of the request, which the answer must name. */
  followId: string;
}

/** The grave of a request that a newer one stands in for; an Undo of it is not about the newer one. */
export function supersededId(followId: string): string {
  return `superseded ${followId}`;
}

export type FollowAnswer = { kind: "accepted"; id: string } | { kind: "ignored"; reason: string };

type Needs = Pick<World, "followers" | "sites" | "blocks" | "graves" | "clock" | "debts">;

const day = 86_400_000;

/**
 * Stores a follower, who is then owed an Accept: again for each new request, as its server asks anew when it believes
 * that it was not answered. Ignores somebody blocked, a request taken back before it came or while it was stored, one
 * that a newer one stands in for, and an actor we do not have.
 */
export function createAcceptFollower(world: Needs) {
  return async function acceptFollower(request: FollowRequest): Promise<FollowAnswer> {
    const { actor, remote, followId } = request;
    const id = followerId(actor, remote.id);
    const ours = await findOurActor(world, actor);
    if (!canBeFollowed(ours)) {
      return { kind: "ignored", reason: "Nobody here can be followed by that name." };
    }
    const refusal = await refuses(request, ours.site._id);
    if (refusal) return refusal;
    const now = world.clock.now();
    const before = await world.followers.get(id);
    await world.followers.put({
      _id: id,
      actor,
      remote: remote.id,
      handle: remote.handle,
      host: new URL(remote.id).host,
      inbox: remote.inbox,
      sharedInbox: remote.sharedInbox,
      followId,
      since: before?.since ?? now,
      version: (before?.version ?? 0) + 1,
      ...owing({ owed: [], owedSince: null }, ["fediverse"], now),
    });
    if (before && before.followId !== followId) await supersede(before.followId, now);
    // Whoever unfollows or blocks leaves word first and then looks for followers; this looks for that word after its write.
    const overtaken = await refuses(request, ours.site._id);
    if (overtaken) await world.followers.remove(id);
    else world.debts.notice("follower", id);
    return overtaken ?? { kind: "accepted", id };
  };

  async function refuses({ remote, followId }: FollowRequest, blog: string): Promise<FollowAnswer | null> {
    if (await isBlocked(world, blog, remote.id, [remote.inbox]))
      return { kind: "ignored", reason: "The follower is blocked." };
    const undone = await world.graves.has(followId, world.clock.now());
    return undone ? { kind: "ignored", reason: "It was undone before it came, or asked anew." } : null;
  }

  /** A request that was made anew is over: what comes late about it, the request itself or its Undo, is not about the new one. */
  async function supersede(followId: string, now: Date): Promise<void> {
    const until = new Date(now.getTime() + day);
    await Promise.all([followId, supersededId(followId)].map((id) => world.graves.bury(id, until)));
  }
}
