import type { Comment } from "../../domain/comment.ts";
import type { Branch } from "../../domain/tree.ts";

/** Comments as branches that carry nothing. */
export function inARow(comments: readonly Comment[]): Branch[] {
  return comments.map((comment) => ({ comment, stub: false, replies: [], rest: null }));
}
