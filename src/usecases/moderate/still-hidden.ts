import { blockIdsCovering, wishId } from "../../domain/block.ts";
import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";

/** The mark that a comment would carry if nobody had hidden it by itself: that of a block or of its author's wish. */
export async function stillHiddenBy(
  world: Pick<World, "blocks" | "profiles">,
  { author, unlisted }: Pick<Comment, "author" | "unlisted">,
): Promise<string | null> {
  if (author.kind !== "remote") return null;
  const [block] = await world.blocks.among(blockIdsCovering(author.id, []));
  if (block) return block._id;
  const profile = await world.profiles.get(author.id);
  return profile?.hidden || (unlisted && profile?.hidesUnlisted) ? wishId(author.id) : null;
}
