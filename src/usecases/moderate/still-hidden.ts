import { wishId } from "../../domain/block.ts";
import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { markOfAuthor } from "./apply-to-visitors.ts";

/** The mark that a comment would carry if nobody had hidden it by itself: that of a rule or of its author's wish. */
export async function stillHiddenBy(
  world: Pick<World, "blocks" | "profiles">,
  { author, site, unlisted }: Pick<Comment, "author" | "site" | "unlisted">,
): Promise<string | null> {
  const mark = await markOfAuthor(world, author, site);
  if (mark !== null || author.kind !== "remote") return mark;
  const profile = await world.profiles.get(author.id);
  return profile?.hidden || (unlisted && profile?.hidesUnlisted) ? wishId(author.id) : null;
}
