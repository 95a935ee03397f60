import type { PageKey } from "./brand.ts";
import type { Comment } from "./comment.ts";
import type { EarlierWords } from "./history.ts";
import type { Site } from "./site.ts";
import type { Thread } from "./thread.ts";

/** A blog; its threads come next. */
export interface BlogPiece {
  kind: "blog";
  site: Site;
}

/** A thread; its comments come next. */
export interface ThreadPiece {
  kind: "thread";
  site: Site;
  thread: Thread;
  /** All keys that lead to it, its own included, in their order. */
  keys: PageKey[];
}

/** A comment; of one thread those that are older come first. */
export interface CommentPiece {
  kind: "comment";
  thread: Thread;
  comment: Comment;
  /** The public number of the comment that it answers, and of the one at the top above it; null at the top itself. */
  parent: number | null;
  top: number | null;
  /** What it said before, the newest first. */
  earlier: EarlierWords[];
}

/** All that was written on some blogs, piece by piece, in an order that is the same each time. */
export type Piece = BlogPiece | ThreadPiece | CommentPiece;
