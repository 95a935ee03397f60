import type { Author } from "../../domain/author.ts";
import { type Comment, isVisible } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";

/** Of somebody's comments so many are looked at for one that is older. */
const mostOlder = 50;

/**
 * Tells, for comments in the order of their time, whether their author had one before that readers see. Of visitors that is
 * known by their mailbox or network, and among what is asked alone: which browser they used is not kept.
 */
export function createKnownThen(world: Pick<World, "comments">): (comment: Comment) => Promise<boolean> {
  const seen = new Set<string>();
  const lookedUp = new Set<string>();

  return async function isKnown(comment) {
    const name = nameOf(comment.author);
    if (name === "") return false;
    const who = `${comment.site} ${name}`;
    if (!lookedUp.has(who)) {
      lookedUp.add(who);
      if (await hasOlder(comment)) seen.add(who);
    }
    const known = seen.has(who);
    if (isVisible(comment)) seen.add(who);
    return known;
  };

  async function hasOlder({ author, site, createdAt }: Comment): Promise<boolean> {
    if (author.kind !== "remote") return false;
    const theirs = await world.comments.byActor(author.id, mostOlder);
    return theirs.some((other) => other.site === site && isVisible(other) && other.createdAt < createdAt);
  }
}

function nameOf(author: Author): string {
  return author.kind === "remote" ? author.id : author.hash;
}
