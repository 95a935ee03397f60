import { emojiKey } from "../../src/domain/emoji.ts";
import { guestActorName } from "../../src/domain/site.ts";
import { createDropFollower } from "../../src/usecases/receive/drop-follower.ts";
import { dropQuotes } from "../../src/usecases/receive/drop-quotes.ts";
import { createUndoReaction } from "../../src/usecases/receive/undo-reaction.ts";
import { claimOf, refusal } from "../authenticate.ts";
import { type ActivityOf, type Handle, type Handled, ignored, type Tools } from "./handler.ts";
import { emojiIn, isReacting, type Reacting, reactionActivityId, reactionKinds, reactionTarget } from "./reactions.ts";
import { createUndelete } from "./undelete.ts";

/** Undo of a follow, a reaction or a deletion; of the first two also by their id alone. */
export function createOnUndo(tools: Tools): Handle<"undo"> {
  const dropFollower = createDropFollower(tools);
  const undoReaction = createUndoReaction(tools);
  const undelete = createUndelete(tools);

  return async function onUndo(activity) {
    const { thing, actor } = activity;
    const verdict = tools.authenticate(claimOf(thing), { kind: "within", owner: actor });
    if (verdict.kind === "refused") throw refusal(verdict);
    if (thing.kind !== "activity") return thing.id === null ? ignored("It names nothing.") : byId(thing.id, actor);
    const undone = thing.activity;
    if (undone.kind === "follow") return unfollow(undone, actor);
    if (undone.kind === "delete") return undelete(undone, activity);
    if (isReacting(undone)) return unreact(undone, actor);
    if (undone.kind === "quote") return unquote(undone, actor);
    return ignored("There is nothing to undo.");
  };

  async function unfollow(follow: ActivityOf<"follow">, actor: string): Promise<Handled> {
    const named = follow.thing.id === null ? null : tools.addresses.read(follow.thing.id);
    if (named?.kind !== "actor") return ignored("It followed nobody of ours.");
    return dropFollower({ actor: named.name, remote: actor, followId: follow.id });
  }

  /** Who takes the request back wants no leave any more. */
  async function unquote({ instrument }: ActivityOf<"quote">, actor: string): Promise<Handled> {
    const note = instrument?.id ?? null;
    const ended = note === null ? 0 : await dropQuotes(tools, { actor, note });
    return ended > 0 ? { kind: "undone" } : ignored("They quoted nothing of ours there.");
  }

  async function unreact(reaction: Reacting, actor: string): Promise<Handled> {
    const target = await reactionTarget(tools.resolve, reaction.thing.id);
    const emoji = emojiIn(reaction);
    // Which one of several is meant can be told by its emoji alone.
    const unclear = target === null || (reaction.kind === "emoji" && emoji === null);
    const about = unclear
      ? null
      : { kind: reactionKinds[reaction.kind], target: target.id, ...(emoji ? { emoji: emojiKey(emoji) } : {}) };
    const activity = reaction.id ?? (reaction.thing.id === null ? null : reactionActivityId(reaction));
    return { ...(await undoReaction({ actor, activity, about })), thread: target?.thread ?? null };
  }

  /** A bare id may name a reaction or a follow; whichever it is, it stays undone if it comes late. */
  async function byId(id: string, actor: string): Promise<Handled> {
    const undone = await undoReaction({ actor, activity: id, about: null });
    if (undone.kind === "undone") return undone;
    const anyOf = (await tools.sites.all()).flatMap((site) => [site.handle, guestActorName(site)]);
    return dropFollower({ remote: actor, followId: id, anyOf });
  }
}
