import type { Comment } from "../comment.ts";
import type { Sought } from "../queue.ts";

/** What was found, the newest first. */
export interface Hits {
  items: Comment[];
  /** By which one goes on, also where little was found and much looked at; null at the end. */
  next: string | null;
  /** How many comments at most were not looked at yet, as their words are still being gathered. */
  unread: number;
}

/** Looking for words in comments. */
export interface Search {
  /** Those among what is sought that have words which begin with every one of the terms (`termsOf`). */
  find(terms: readonly string[], sought: Sought, page: { after: string | null; limit: number }): Promise<Hits>;
  /** Gathers the words of comments that came since, some at a time; returns how much of that there was. */
  file(now: Date): Promise<number>;
}
