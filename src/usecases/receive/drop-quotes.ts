import type { World } from "../../domain/ports.ts";
import { buryActivities } from "./reaction-graves.ts";
import { recount, type TallyNeeds, type Target, tallyAll } from "./tally.ts";

const page = 100;

/**
 * Counts out what a post no longer quotes: all that its author's post quoted, but for `kept`, the path of what it still
 * does. Returns how many quotes ended.
 */
export async function dropQuotes(
  world: TallyNeeds,
  post: { actor: string; note: string; kept?: string },
): Promise<number> {
  const standing = await world.reactions.quotesIn(post.actor, post.note, page);
  const over = standing.filter(({ quote }) => quote?.of !== post.kept);
  for (const { _id, target } of over) {
    await world.reactions.undo(_id);
    await tallyAll(world, [target]);
  }
  return over.length;
}

/** Counts out all that a post quoted which its author deleted; none of it counts when it comes late or again. */
export async function endQuotes(
  world: TallyNeeds & Pick<World, "graves">,
  post: { actor: string; note: string },
): Promise<void> {
  if ((await dropQuotes(world, post)) > 0) await buryActivities(world, [post.note]);
}

/**
 * Takes back all leave to quote something that is not there any more, and forgets who quoted it. May be repeated: what
 * is removed was told before.
 */
export async function revokeQuotes(
  world: Pick<World, "comments" | "threads" | "reactions" | "outbox">,
  target: Target,
): Promise<void> {
  for (;;) {
    const found = await world.reactions.quotesOf(target.id, page);
    for (const quote of found) await world.outbox.revokeQuote(quote);
    await world.reactions.remove(found.map(({ _id }) => _id));
    if (found.length > 0) await recount(world, target);
    if (found.length < page) return;
  }
}
