import type { Comment } from "../../domain/comment.ts";
import { type Branch, byAge } from "../../domain/tree.ts";

/** A thread as Isso knows them: comments, and answers of one depth. */
export interface FlatTop {
  comment: Comment;
  /** Its place stands for the answers below. */
  stub: boolean;
  /** All that was said below it, however deep, oldest first. */
  replies: Comment[];
}

/** Puts answers to answers beside them, as Isso's client has no place further down. */
export function flatten(branches: readonly Branch[]): FlatTop[] {
  return branches.map(({ comment, stub, replies }) => ({ comment, stub, replies: below(replies).sort(byAge) }));
}

function below(branches: readonly Branch[]): Comment[] {
  return branches.flatMap(({ comment, stub, replies }) => (stub ? below(replies) : [comment, ...below(replies)]));
}
