import type { AuthorDraft, CommentDraft } from "../domain/import.ts";

/** What every source says of a comment. */
type Said = Pick<CommentDraft, "id" | "label" | "thread" | "parent" | "state" | "source" | "createdAt">;

/** A comment with what its source says; all else is plain. */
export function commentDraft(
  said: Said & Partial<Omit<CommentDraft, "author">> & { author: Partial<AuthorDraft> },
): CommentDraft {
  return {
    kind: "comment",
    number: null,
    warning: null,
    editedAt: null,
    votes: { up: 0, down: 0 },
    issoVoters: null,
    notify: false,
    ...said,
    author: { name: "", website: "", email: "", identity: "", face: null, ...said.author },
  };
}
