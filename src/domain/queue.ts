import type { CommentState, Origin } from "./comment.ts";

/** The owner's lists. What is hidden waits in none but its own, whether it was published or not. */
export type StoredList = CommentState | "hidden";

/** Those, and what somebody reported that waits for a decision, in whatever list it stands. */
export type QueueList = StoredList | "reported";

/** Somebody by what they are known by: the id of a remote actor, or the hash of a visitor. */
export type Known = { actor: string } | { visitor: string };

/** Somebody, or everybody from one server. */
export type Whose = Known | { host: string };

/** Which comments of a list are meant; what is left out does not count. */
export interface Sought {
  list: StoredList;
  /** One blog, or some of them. */
  site?: string | readonly string[];
  thread?: string;
  origin?: Origin;
  author?: Known;
  /** The server of their author, its name exactly. */
  host?: string;
  /** Written at this time or later. */
  from?: Date;
  /** Written before this time. */
  before?: Date;
}

/** What a node has of one author, or from one server. */
export interface AuthorRecord {
  published: number;
  held: number;
  spam: number;
  removed: number;
  /** When the oldest of all that is there was written. */
  since: Date;
}
