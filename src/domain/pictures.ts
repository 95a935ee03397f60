import type { Comment } from "./comment.ts";

/** A comment as readers see it: without pictures, and its author without one, where a rule of the owner's says so. */
export function withoutPictures(comment: Comment): Comment {
  if (!comment.plain) return comment;
  const { author } = comment;
  const faceless = author.kind === "remote" ? { ...author, avatar: null, emoji: [] } : author;
  return { ...comment, author: faceless, attachments: [], emoji: [] };
}
