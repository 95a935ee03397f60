import type { World } from "../../domain/ports.ts";
import type { Reaction } from "../../domain/reaction.ts";
import { isBlocked } from "./blocked.ts";
import { type TallyNeeds, type Target, tally } from "./tally.ts";

/** Somebody elsewhere likes or boosts something of ours. */
export interface RemoteReaction {
  kind: Reaction["kind"];
  target: Target;
  actor: string;
  /** The id of the activity, by which it can be taken back. */
  activity: string;
}

export type Reacted = { kind: "counted" } | { kind: "already" } | { kind: "ignored"; reason: string };

/** The identity of a reaction. */
export function reactionId(kind: Reaction["kind"], target: string, actor: string): string {
  return `${kind} ${target} ${actor}`;
}

type Needs = TallyNeeds & Pick<World, "blocks" | "graves">;

/**
 * Counts a reaction once for each person; ignores somebody blocked and what was undone before it came, or while it was
 * stored.
 */
export function createReceiveReaction(world: Needs) {
  return async function receiveReaction(reaction: RemoteReaction): Promise<Reacted> {
    const { kind, target, actor, activity } = reaction;
    const refusal = await refuses(reaction);
    if (refusal) return refusal;
    const id = reactionId(kind, target.id, actor);
    const put = await world.reactions.put({
      _id: id,
      kind,
      target: target.id,
      actor,
      host: new URL(actor).host,
      activity,
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

  async function refuses({ actor, activity }: RemoteReaction): Promise<Reacted | null> {
    if (await isBlocked(world, actor)) return { kind: "ignored", reason: "The actor is blocked." };
    const undone = await world.graves.has(activity, world.clock.now());
    return undone ? { kind: "ignored", reason: "It was undone before it came." } : null;
  }
}
