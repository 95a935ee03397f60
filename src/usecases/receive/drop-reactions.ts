import type { Reaction } from "../../domain/reaction.ts";
import { type TallyNeeds, tallyAll } from "./tally.ts";

const page = 500;

/**
 * Takes back and removes all reactions of a person. Each is taken back, counted out and only then removed, so that a run
 * that was cut short can be repeated and leaves no wrong number behind. Before each is removed, `leaving` may tell others.
 */
export async function dropReactions(
  world: TallyNeeds,
  actor: string,
  leaving: (reaction: Reaction) => Promise<void> = async () => undefined,
): Promise<void> {
  for (;;) {
    const found = await world.reactions.by(actor, page);
    for (const reaction of found) await leaving(reaction);
    const targets = new Map<string, string[]>();
    for (const { _id, target } of found) targets.set(target, [...(targets.get(target) ?? []), _id]);
    for (const [target, ids] of targets) {
      for (const id of ids) await world.reactions.undo(id);
      await tallyAll(world, [target]);
      await world.reactions.remove(ids);
    }
    if (found.length < page) return;
  }
}
