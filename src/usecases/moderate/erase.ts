import { type Author, nobody } from "../../domain/author.ts";
import type { SafeHtml } from "../../domain/brand.ts";
import type { Comment, Votes } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";

const none: Votes = { up: 0, down: 0 };

/**
 * The members that remove a comment: its words, what a visitor told of themselves and what others thought of it are
 * emptied, its place stays.
 */
export function erasing(comment: Comment, now: Date): Partial<Comment> {
  return {
    state: "removed",
    source: { text: "", type: "text/plain" },
    html: "" as SafeHtml,
    said: null,
    warning: null,
    attachments: [],
    emoji: [],
    lang: null,
    heldFor: [],
    ...(comment.notify ? { notify: false } : {}),
    ...(comment.votes ? { votes: none, votesBefore: none } : {}),
    ...(comment.issoVoters ? { issoVoters: "" } : {}),
    author: withoutVisitor(comment.author),
    ...owing(comment, comment.told === null ? ["thread"] : ["thread", "fediverse"], now),
  };
}

/** A remote author stays named, so that what arrives again from there is recognised and a block still covers it. */
function withoutVisitor(author: Author): Author {
  return author.kind === "remote" ? author : nobody;
}
