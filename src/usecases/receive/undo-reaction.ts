import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Reaction } from "../../domain/reaction.ts";
import { reactionId } from "./receive-reaction.ts";
import { type TallyNeeds, tallyAll } from "./tally.ts";

/** Somebody takes a reaction back: by the id of its activity, else by what it was about. */
export interface ReactionUndo {
  actor: string;
  activity: string | null;
  about: { kind: Reaction["kind"]; target: string } | null;
}

export type ReactionUndone = { kind: "undone" } | { kind: "unknown" };

type Needs = TallyNeeds & Pick<World, "graves">;

const day = 86_400_000;

/**
 * Takes a reaction back. One that was not seen yet is remembered by its id, so that it stays undone if it comes late.
 * Throws `forbidden` for somebody else's reaction.
 */
export function createUndoReaction(world: Needs) {
  return async function undoReaction(undo: ReactionUndo): Promise<ReactionUndone> {
    const { activity } = undo;
    const found = await takeBack(undo);
    if (found !== "unseen" || activity === null) return { kind: found === "undone" ? "undone" : "unknown" };
    await world.graves.bury(activity, new Date(world.clock.now().getTime() + day));
    // A reaction that looked for the grave before it was dug is stored by now.
    return { kind: (await takeBack(undo)) === "undone" ? "undone" : "unknown" };
  };

  async function takeBack({ actor, activity, about }: ReactionUndo): Promise<"undone" | "undone before" | "unseen"> {
    const named = activity === null ? null : await world.reactions.byActivity(activity);
    if (named && named.actor !== actor) throw new Problem("forbidden", "Only who reacted may take it back.");
    const id = named?._id ?? (about ? reactionId(about.kind, about.target, actor) : null);
    const undone = id === null ? null : await world.reactions.undo(id);
    if (!undone) return named ? "undone before" : "unseen";
    await tallyAll(world, [undone.target]);
    return "undone";
  }
}
