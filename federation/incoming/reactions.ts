import { type Emoji, emojiKey } from "../../src/domain/emoji.ts";
import { createReceiveReaction } from "../../src/usecases/receive/receive-reaction.ts";
import type { Target } from "../../src/usecases/receive/tally.ts";
import type { Activity } from "./activity.ts";
import { type ActivityOf, type Handle, ignored, type Tools } from "./handler.ts";
import { activityIdOf } from "./remote-id.ts";
import type { Resolve } from "./resolve.ts";

/** What stands for liking alone: Misskey has no like without an emoji, and this is what it makes of one. */
const plainLike = "❤️";

/** Any of the activities by which people react without a post of their own. */
export type Reacting = ActivityOf<keyof typeof reactionKinds>;

/** What is counted for each of them. */
export const reactionKinds = { like: "like", emoji: "emoji", dislike: "dislike", announce: "boost" } as const;

export function isReacting(activity: Activity): activity is Reacting {
  return Object.hasOwn(reactionKinds, activity.kind);
}

/**
 * Like, with an emoji or without, EmojiReact and Dislike of a post or comment of ours, or of a comment that came from
 * elsewhere. A Like whose emoji cannot be shown is a plain one; an EmojiReact without one is nothing.
 */
export function createOnReaction(tools: Tools): Handle<"like" | "emoji" | "dislike"> {
  const receiveReaction = createReceiveReaction(tools);
  return async function onReaction(activity) {
    const target = await reactionTarget(tools.resolve, activity.thing.id);
    if (!target) return ignored("It is about nothing of ours.");
    const emoji = emojiIn(activity);
    if (activity.kind === "emoji" && emoji === null) return ignored("There is no emoji in it that can be shown.");
    const reacted = await receiveReaction({
      kind: reactionKinds[activity.kind],
      target,
      site: target.site,
      actor: activity.actor,
      activity: reactionActivityId(activity),
      emoji,
    });
    return { ...reacted, thread: target.thread };
  };
}

/** The emoji that is counted for a reaction; null for a plain one. */
export function emojiIn(activity: Reacting): Emoji | null {
  if (activity.kind === "emoji") return activity.emoji;
  return activity.kind === "like" && activity.emoji?.text !== plainLike ? activity.emoji : null;
}

/** The id of a reaction, or what stands in for it: with each emoji it is another one. */
export function reactionActivityId(activity: Reacting): string {
  const emoji = emojiIn(activity);
  return activityIdOf(activity, `${activity.thing.id}${emoji ? ` ${emojiKey(emoji)}` : ""}`);
}

/** What a reaction is about, and in which thread of which blog; null when it is nothing of ours. */
export async function reactionTarget(
  resolve: Resolve,
  id: string | null,
): Promise<(Target & { thread: string; site: string }) | null> {
  const place = id === null ? null : await resolve(id);
  if (place?.kind !== "found") return null;
  const within = { thread: place.thread._id, site: place.site._id };
  if (!place.parent) return { kind: "thread", id: within.thread, ...within };
  return place.parent.state === "removed" ? null : { kind: "comment", id: place.parent._id, ...within };
}
