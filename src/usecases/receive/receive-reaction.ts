import { type Emoji, emojiKey } from "../../domain/emoji.ts";
import type { World } from "../../domain/ports.ts";
import { type Reaction, reactionId } from "../../domain/reaction.ts";
import { mayNotReact } from "./blocked.ts";
import { buryActivities, isBuried } from "./reaction-graves.ts";
import { type TallyNeeds, type Target, tally } from "./tally.ts";

/** Somebody elsewhere likes, boosts or dislikes something of ours, or reacts with an emoji. */
export interface RemoteReaction {
  kind: "like" | "boost" | "dislike" | "emoji";
  target: Target;
  /** The blog that the target is on. */
  site: string;
  actor: string;
  /** The id of the activity, by which it can be taken back. */
  activity: string;
  /** What a like carries, or what an emoji reaction is. */
  emoji?: Emoji | null;
}

export type Reacted = { kind: "counted" } | { kind: "already" } | { kind: "ignored"; reason: string };

type Needs = TallyNeeds & Pick<World, "blocks" | "graves">;

/** How many emoji one person may put on one thing; some servers let people use several. */
const maxEmojiEach = 10;

/** More than anybody can have standing on one thing. */
const allBetween = 50;

const opposites: Partial<Record<Reaction["kind"], Reaction["kind"]>> = { like: "dislike", dislike: "like" };

/**
 * Counts a reaction once for each person; ignores somebody blocked and what was undone before it came, or while it was
 * stored. Who likes what they disliked, or likes with another emoji, has changed their mind: the newer one counts alone.
 */
export function createReceiveReaction(world: Needs) {
  return async function receiveReaction(reaction: RemoteReaction): Promise<Reacted> {
    const { kind, target, actor } = reaction;
    const refusal = await refuses(reaction);
    if (refusal) return refusal;
    const standing = kind === "boost" ? [] : await world.reactions.between(actor, target.id, allBetween);
    const emoji = emojiOf(reaction, standing);
    if (kind === "emoji") {
      if (standing.some((other) => other.emoji === emoji)) return { kind: "already" };
      if (standing.filter((other) => other.kind === "emoji").length >= maxEmojiEach)
        return { kind: "ignored", reason: "They reacted often enough." };
    }
    const id = reactionId(kind, target.id, actor, emoji);
    await giveWay(standing, id, reaction, emoji);
    const put = await world.reactions.put({
      _id: id,
      kind,
      target: target.id,
      actor,
      host: new URL(actor).host,
      activity: reaction.activity,
      ...(emoji === undefined ? {} : { emoji }),
      undone: false,
      createdAt: world.clock.now(),
    });
    if (put === "already") return { kind: "already" };
    // Whoever undoes or blocks leaves word first and then looks for reactions; this looks for that word after its write.
    const overtaken = await refuses(reaction);
    if (overtaken) await world.reactions.undo(id);
    await tally(world, target);
    return overtaken ?? { kind: "counted" };
  };

  async function refuses({ actor, site, activity }: RemoteReaction): Promise<Reacted | null> {
    if (await mayNotReact(world, site, actor)) return { kind: "ignored", reason: "The actor is blocked." };
    const undone = await isBuried(world, activity);
    return undone ? { kind: "ignored", reason: "It was undone before it came." } : null;
  }

  /** What the newer one stands in for is over; its activity, should it come again, changes nothing back. */
  async function giveWay(standing: Reaction[], id: string, { kind, activity }: RemoteReaction, emoji?: string) {
    const over = standing.filter(
      (other) => other.kind === opposites[kind] || (other._id === id && other.emoji !== emoji),
    );
    await buryActivities(
      world,
      over.map((other) => other.activity).filter((other) => other !== activity),
    );
    for (const other of over) if (other._id !== id) await world.reactions.undo(other._id);
  }
}

/** A like whose emoji its author has put there by itself already is a plain one: each emoji counts once for each person. */
function emojiOf({ kind, emoji }: RemoteReaction, standing: readonly Reaction[]): string | undefined {
  const key = emoji ? emojiKey(emoji) : undefined;
  const twice = kind === "like" && standing.some((other) => other.kind === "emoji" && other.emoji === key);
  return twice ? undefined : key;
}
