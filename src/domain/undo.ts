import type { CommentState } from "./comment.ts";
import type { Lesson } from "./spam.ts";

/** One comment as it was before a decision, to bring it back there. */
export interface Before {
  comment: string;
  /** The version that the decision made: at any other one it was changed since. */
  version: number;
  state: CommentState;
  hiddenBy: string | null;
  /** In milliseconds since 1970. */
  spamSince: number | null;
  /** What the checks had learned from it; null for nothing. */
  lesson: Lesson | null;
}

/** What somebody just decided, of one comment or of many. */
export interface Undoable {
  _id: string;
  /** The id of who decided, and may take it back. */
  by: string;
  items: Before[];
  until: Date;
}

/** For how long a decision can be taken back, in milliseconds. */
export const undoMs = 10 * 60_000;
