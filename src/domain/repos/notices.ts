import type { Notice } from "../notice.ts";

/** What the owner was told of comments, and what waits to be told in a letter. */
export interface Notices {
  get(comment: string): Promise<Notice | null>;
  /** Stores a notice in the place of the one before. */
  put(notice: Notice): Promise<void>;
  /** Forgets what was told of a comment, so that it can be told anew. */
  forget(comment: string): Promise<void>;
  /** Some of a blog that wait for a letter, the longest first; with `before`, those alone that turned so earlier. */
  forLetter(site: string, limit: number, before?: Date): Promise<Notice[]>;
  /** These wait for a letter no more. */
  lettered(comments: readonly string[]): Promise<void>;
}
