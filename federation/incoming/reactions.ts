import { createReceiveReaction } from "../../src/usecases/receive/receive-reaction.ts";
import type { Target } from "../../src/usecases/receive/tally.ts";
import { type Handle, ignored, type Tools } from "./handler.ts";
import type { OnRelayed } from "./relayed.ts";
import { activityIdOf } from "./remote-id.ts";
import type { Resolve } from "./resolve.ts";

/** Like of a post or comment of ours, or of a comment that came from elsewhere. */
export function createOnLike(tools: Tools): Handle<"like"> {
  const receiveReaction = createReceiveReaction(tools);
  return async function onLike(activity) {
    const target = await reactionTarget(tools.resolve, activity.thing.id);
    if (!target) return ignored("It is about nothing of ours.");
    const reacted = await receiveReaction({
      kind: "like",
      target,
      actor: activity.actor,
      activity: activityIdOf(activity, activity.thing.id as string),
    });
    return { ...reacted, thread: target.thread };
  };
}

/**
 * Announce: a public boost is counted. One that wraps another activity is a group handing round what its members say
 * (FEP-1b12): nothing in it is believed, and what it is about is looked at where it lives.
 */
export function createOnAnnounce(tools: Tools, onRelayed: OnRelayed): Handle<"announce"> {
  const receiveReaction = createReceiveReaction(tools);
  return async function onAnnounce(activity, signer) {
    const { thing } = activity;
    if (thing.kind === "activity") return onRelayed(thing.activity, signer._id);
    if (activity.public !== true) return ignored("It is private.");
    const target = await reactionTarget(tools.resolve, thing.id);
    if (!target) return ignored("It is about nothing of ours.");
    const reacted = await receiveReaction({
      kind: "boost",
      target,
      actor: activity.actor,
      activity: activityIdOf(activity, thing.id as string),
    });
    return { ...reacted, thread: target.thread };
  };
}

/** What a reaction is about, and in which thread; null when it is nothing of ours. */
export async function reactionTarget(
  resolve: Resolve,
  id: string | null,
): Promise<(Target & { thread: string }) | null> {
  const place = id === null ? null : await resolve(id);
  if (place?.kind !== "found") return null;
  const thread = place.thread._id;
  if (!place.parent) return { kind: "thread", id: thread, thread };
  return place.parent.state === "removed" ? null : { kind: "comment", id: place.parent._id, thread };
}
