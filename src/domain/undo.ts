import type { CommentState } from "./comment.ts";
import type { Reported } from "./report.ts";
import type { Lesson } from "./spam.ts";

/** One comment as it was before a decision, to bring it back there. */
export interface Before {
  comment: string;
  /** The version that the decision left it at: at any other one it was changed since. */
  version: number;
  state: CommentState;
  hiddenBy: string | null;
  /** In milliseconds since 1970. */
  spamSince: number | null;
  /** What the checks had learned from it; null for nothing. */
  lesson: Lesson | null;
  /** What was reported of it and waited; left out where nothing did. */
  reported?: Reported;
}

/** What somebody just decided, of one comment or of many. */
export interface Undoable {
  _id: string;
  /** The id of who decided, and may take it back. */
  by: string;
  items: Before[];
  /** What stood first in a thread before a comment was pinned there, or taken off; left out for other decisions. */
  pinned?: { thread: string; comment: string; before: string[]; after: string[] };
  until: Date;
}

/** For how long a decision can be taken back, in milliseconds. */
export const undoMs = 10 * 60_000;
