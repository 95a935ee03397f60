import type { Debt, Indebted, Told } from "../debt.ts";

/** Whether a conditional write met the version it was read at. */
export type Written = "ok" | "stale";

/** What the fediverse was told of a document, and through which inboxes. */
export interface Memory {
  told: Told | null;
  toldInboxes: string[];
}

/** What has to be known of a document to pay its debts. */
export type Owing = { _id: string } & Pick<Indebted, "version" | "owed">;

/** A document with debts can be found by them and cleared of them. */
export interface Debtors<T> {
  /** Documents that owe something since before the given time, the longest first. */
  indebted(before: Date, limit: number): Promise<T[]>;
  /** Clears debts of a document as it was read, without raising the version; `stale` leaves everything as it is. */
  pay(read: Owing, paid: readonly Debt[]): Promise<Written>;
  /** Clears all debts of many documents as they were read; those that are stale are left as they are. */
  payAll(read: readonly Owing[]): Promise<void>;
}

/** A document of which the fediverse is told. */
export interface Tellable<T> extends Debtors<T> {
  /** Stores what is about to be told, if the version is still the one that was read; raises nothing. */
  remember(id: string, version: number, memory: Memory): Promise<Written>;
  /** What is named after this version was queued. */
  queued(id: string, last: number): Promise<void>;
}

/** A list in pages: `next` is handed back to get the following page, null at the end. */
export interface Slice<T> {
  items: T[];
  next: string | null;
}

/** How many comments were hidden or shown again, and in which threads. */
export interface Turned {
  count: number;
  threads: string[];
}
