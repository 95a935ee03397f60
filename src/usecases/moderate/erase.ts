import { type Author, nobody } from "../../domain/author.ts";
import type { SafeHtml } from "../../domain/brand.ts";
import type { Comment } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";

/** The members that remove a comment: its words and what a visitor told of themselves are emptied, its place stays. */
export function erasing(comment: Comment, now: Date): Partial<Comment> {
  return {
    state: "removed",
    source: { text: "", type: "text/plain" },
    html: "" as SafeHtml,
    said: null,
    warning: null,
    attachments: [],
    emoji: [],
    heldFor: [],
    author: withoutVisitor(comment.author),
    ...owing(comment, comment.told === null ? ["thread"] : ["thread", "fediverse"], now),
  };
}

/** A remote author stays named, so that what arrives again from there is recognised and a block still covers it. */
function withoutVisitor(author: Author): Author {
  return author.kind === "remote" ? author : nobody;
}
