import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";

/** The number of the top-level comment that a comment stands below; null for one that is top-level itself. */
export async function topNumber(
  world: Pick<World, "comments">,
  { path }: Pick<Comment, "path">,
): Promise<number | null> {
  const [top] = path;
  return top === undefined ? null : ((await world.comments.get(top))?.number ?? null);
}
