import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import { createEditKeys } from "./edit-key.ts";

/**
 * Finds a visitor's own comment by its number and key. Throws `forbidden` for a key that is forged, expired or of
 * another comment, and `gone` when the comment was removed.
 */
export function createOwnComment(world: Pick<World, "comments" | "secrets" | "clock">) {
  const keys = createEditKeys(world);
  return async function ownComment(number: number, key: string): Promise<Comment> {
    const comment = await world.comments.byNumber(number);
    keys.demand(key, comment ?? { _id: "" });
    if (!comment || comment.state === "removed" || comment.state === "spam") {
      throw new Problem("gone", sentence("own.removed"));
    }
    if (comment.hiddenBy !== null) throw new Problem("forbidden", sentence("own.hidden"));
    return comment;
  };
}
