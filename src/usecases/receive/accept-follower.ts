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

export type FollowAnswer = { kind: "accepted"; id: string } | { kind: "ignored"; reason: string };

type Needs = Pick<World, "followers" | "sites" | "blocks" | "graves" | "clock" | "debts">;

/**
 * Stores a follower, who is then owed an Accept: again for each new request, as its server asks anew when it believes
 * that it was not answered. Ignores somebody blocked, a request taken back before it came, and an actor we do not have.
 */
export function createAcceptFollower(world: Needs) {
  return async function acceptFollower(request: FollowRequest): Promise<FollowAnswer> {
    const { actor, remote, followId } = request;
    if (!canBeFollowed(await findOurActor(world, actor))) {
      return { kind: "ignored", reason: "Nobody here can be followed by that name." };
    }
    if (await isBlocked(world, remote.id, [remote.inbox]))
      return { kind: "ignored", reason: "The follower is blocked." };
    const now = world.clock.now();
    if (await world.graves.has(followId, now)) return { kind: "ignored", reason: "It was undone before it came." };
    const id = followerId(actor, remote.id);
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
    world.debts.notice("follower", id);
    return { kind: "accepted", id };
  };
}
