import type { Reaction } from "../../domain/reaction.ts";
import { type TallyNeeds, tallyAll } from "./tally.ts";

const page = 500;

/** Which reactions of a person are dropped, and what comes before each is. */
export interface Dropping {
  /** The blogs that they are dropped on; all there are when left out. What they are about may be gone: that is on none. */
  on?: (site: string | null) => boolean;
  /** None that are from after this. */
  upTo?: Date;
  /** Tells others of one that is about to go. */
  leaving?: (reaction: Reaction) => Promise<void>;
}

/**
 * Takes back and removes the reactions of a person. Each is taken back, counted out and only then removed, so that a run
 * that was cut short can be repeated and leaves no wrong number behind.
 */
export async function dropReactions(
  world: TallyNeeds,
  actor: string,
  { on = () => true, upTo, leaving = async () => undefined }: Dropping = {},
): Promise<void> {
  let after = "";
  for (;;) {
    const found = await world.reactions.by(actor, page, after);
    const targets = new Map<string, Reaction[]>();
    for (const one of found)
      if (!upTo || one.createdAt <= upTo) targets.set(one.target, [...(targets.get(one.target) ?? []), one]);
    const sites = await sitesOf(world, [...targets.keys()]);
    for (const [target, reactions] of targets) {
      if (!on(sites.get(target) ?? null)) continue;
      for (const reaction of reactions) await leaving(reaction);
      for (const { _id } of reactions) await world.reactions.undo(_id);
      await tallyAll(world, [target]);
      await world.reactions.remove(reactions.map(({ _id }) => _id));
    }
    if (found.length < page) return;
    after = found.at(-1)?._id ?? "";
  }
}

/** The blogs of comments and posts, by their ids. */
async function sitesOf(
  { comments, threads }: Pick<TallyNeeds, "comments" | "threads">,
  targets: readonly string[],
): Promise<Map<string, string>> {
  const found = await Promise.all([comments.among(targets), threads.among(targets)]);
  return new Map(found.flat().map(({ _id, site }) => [_id, site]));
}
