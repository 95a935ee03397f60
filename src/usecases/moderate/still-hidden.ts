import { wishId } from "../../domain/block.ts";
import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { markOf, rulingOf } from "../../domain/ruling.ts";
import { markOfVisitor } from "./apply-to-visitors.ts";

/** The mark that a comment would carry if nobody had hidden it by itself: that of a rule or of its author's wish. */
export async function stillHiddenBy(
  world: Pick<World, "blocks" | "profiles">,
  { author, unlisted }: Pick<Comment, "author" | "unlisted">,
): Promise<string | null> {
  if (author.kind !== "remote") return markOfVisitor(world, author);
  const mark = markOf(await rulingOf(world.blocks, { id: author.id }));
  if (mark !== null) return mark;
  const profile = await world.profiles.get(author.id);
  return profile?.hidden || (unlisted && profile?.hidesUnlisted) ? wishId(author.id) : null;
}
