import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { type Reaction, reactionId } from "../../domain/reaction.ts";
import { buryActivities, isBuried } from "./reaction-graves.ts";
import { type TallyNeeds, tallyAll } from "./tally.ts";

/** Somebody takes a reaction back: by the id of its activity, else by what it was about. */
export interface ReactionUndo {
  actor: string;
  activity: string | null;
  about: { kind: Reaction["kind"]; target: string; emoji?: string } | null;
}

export type ReactionUndone = { kind: "undone" } | { kind: "unknown" };

type Needs = TallyNeeds & Pick<World, "graves">;

/**
 * Takes a reaction back. Its activity is remembered for a day, seen or not, so that it stays undone if it comes late or
 * again. Throws `forbidden` for somebody else's reaction.
 */
export function createUndoReaction(world: Needs) {
  return async function undoReaction(undo: ReactionUndo): Promise<ReactionUndone> {
    const { activity } = undo;
    const found = await takeBack(undo);
    const over = [activity, typeof found === "string" ? null : found.activity].filter((id) => id !== null);
    await buryActivities(world, over);
    // A reaction that looked for the grave before it was dug is stored by now.
    const late = found === "unseen" && activity !== null ? await takeBack(undo) : found;
    return { kind: typeof late === "string" ? "unknown" : "undone" };
  };

  async function takeBack({ actor, activity, about }: ReactionUndo): Promise<Reaction | "undone before" | "unseen"> {
    const named = activity === null ? null : await world.reactions.byActivity(activity);
    if (named && named.actor !== actor) throw new Problem("forbidden", "Only who reacted may take it back.");
    // What a newer one took the place of says nothing about the newer one, when its Undo comes late.
    const over = named === null && activity !== null && (await isBuried(world, activity));
    const meant = about && !over ? reactionId(about.kind, about.target, actor, about.emoji) : null;
    const id = named?._id ?? meant;
    const undone = id === null ? null : await world.reactions.undo(id);
    if (!undone) return named ? "undone before" : "unseen";
    await tallyAll(world, [undone.target]);
    return undone;
  }
}
