import { type Comment, isVisible } from "./comment.ts";

/** Whether a comment can stand first in a thread: readers see it there, and it answers the post itself. */
export function isPinnable(comment: Comment, thread: string): boolean {
  return comment.thread === thread && comment.parent === null && isVisible(comment);
}
