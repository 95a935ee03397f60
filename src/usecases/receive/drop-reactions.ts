import { type TallyNeeds, tallyAll } from "./tally.ts";

/**
 * Takes back and removes all reactions of a person, or of a server with its subdomains. They are counted out before
 * they are removed, so that a run that was cut short can be repeated and leaves no wrong number behind.
 */
export async function dropReactions(world: TallyNeeds, who: { actor: string } | { host: string }): Promise<void> {
  await tallyAll(world, await world.reactions.undoAll(who));
  await world.reactions.drop(who);
}
