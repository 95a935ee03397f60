import type { Bucket, Taken } from "../bucket.ts";

/** What a token is good for. */
export type TokenKind = "login";

/** Single-use and expiring secrets, stored by their hash: login links. */
export interface Tokens {
  /** Stores a token; with a person where it lets in somebody who is not the first owner. */
  put(token: { id: string; kind: TokenKind; person?: string; expiresAt: Date }): Promise<void>;
  /** A token that is still good, and whom it is for; null where there is none. */
  find(id: string, kind: TokenKind, now: Date): Promise<{ person: string | null } | null>;
  /** Uses a token up: true for exactly one caller. */
  take(id: string, kind: TokenKind, now: Date): Promise<boolean>;
  /** Takes back all that would let somebody in. */
  revoke(person: string): Promise<void>;
  sweep(now: Date): Promise<void>;
}

/** What the node itself remembers: small values by name. */
export interface Settings {
  get<T>(name: string): Promise<T | null>;
  set(name: string, value: unknown): Promise<void>;
  /** The stored value, or the one given, for all nodes the same. */
  ensure<T>(name: string, first: T): Promise<T>;
}

/** Public numbers: unique in the node, never reused; gaps are fine. */
export interface Numbers {
  next(): Promise<number>;
  /** Has at least `count` in store, and takes `block` where it has fewer: the next ones cost nothing. What is not used stays a gap. */
  ahead(count: number, block: number): Promise<void>;
  /**
   * Makes sure that no number up to this one is given out again, as an import brings its own. Returns the highest that may
   * have been given out before: what lies between is the caller's.
   */
  raiseTo(number: number): Promise<number>;
  /** The highest number that may have been given out. */
  highest(): Promise<number>;
}

/** The numbers that comments had where they came from, for those that could not keep theirs: `#isso-12` still finds it. */
export interface OldNumbers {
  /** Remembers which comment had a number on a site; the first one keeps it. */
  put(site: string, number: number, comment: string): Promise<void>;
  /** The id of the comment that had this number; null where none had it, or the comment has kept it. */
  find(site: string, number: number): Promise<string | null>;
}

/** Counters, shared by all nodes within a second. */
export interface Limits {
  /** Counts one and says whether it is within the limit; else how many seconds to wait. */
  take(key: string, max: number, windowSeconds: number, now: Date): Promise<Taken>;
  /**
   * Takes a token out of a bucket, if there is one; with 0 tokens it only looks whether there is. Nodes tell each other
   * of a bucket once it is less than half full; a key always comes with the same size.
   */
  bucket(key: string, size: Bucket, now: Date, tokens?: 0 | 1): Taken | Promise<Taken>;
}

/** Who does something that one process alone shall do at a time. A lease of somebody who died ends by itself. */
export interface Leases {
  /** Takes a lease, or keeps one's own for longer; false where somebody else has it. */
  take(name: string, by: string, now: Date, until: Date): Promise<boolean>;
  /** Gives one's own lease back. */
  release(name: string, by: string): Promise<void>;
}

/** A node that serves a store. */
export interface ServingNode {
  _id: string;
  /** The version of the program. */
  program: string;
  /** The newest version of a store that it can work with. */
  knows: number;
  startedAt: Date;
  /** When it is taken for gone, unless it says something before. */
  until: Date;
}

/** Which nodes serve the store at the moment: each says so again and again. */
export interface Nodes {
  say(node: ServingNode): Promise<void>;
  leave(id: string): Promise<void>;
  serving(now: Date): Promise<ServingNode[]>;
}
