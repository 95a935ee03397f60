import type { Job } from "../domain/job.ts";
import type { PostText } from "../domain/post-text.ts";
import type { NextKey, TokenKind } from "../domain/repos.ts";
import type { Example } from "../domain/spam.ts";

/** A key that leads to a thread: `SITE KEY`. */
export interface Alias {
  _id: string;
  thread: string;
  /** The acts that let it lead elsewhere, and can be taken back. */
  moves?: string[];
}

/** A Note's id, current or retired, that leads to a thread. */
export interface NoteName {
  _id: string;
  thread: string;
}

/** The whole text of a post, under the id of its thread. */
export interface StoredText extends PostText {
  _id: string;
}

export interface Grave {
  _id: string;
  until: Date;
}

/** A job as it is kept: the claim that holds it tells two claims of one worker apart. */
export interface StoredJob extends Job {
  claim: string | null;
  /** Why the last try did not succeed, for whoever looks. */
  reason: string | null;
  /** What it waits its turn in, and its place there; none of both where it has no turn. */
  turn?: string;
  place?: number;
}

/** Which actor owns a key, by the key's id. */
export interface KeyOwner {
  _id: string;
  owner: string;
}

/** An actor's key; one without a name is the first that the actor had. */
export interface StoredKey {
  _id: string;
  publicPem: string;
  privatePem: string;
  name?: string;
  next?: NextKey;
}

export interface Body {
  _id: string;
  actor: string;
  body: string;
  createdAt: Date;
}

/** Some of the inboxes that were told of a Note. */
export interface StoredTelling {
  _id: string;
  note: string;
  inboxes: string[];
}

export interface Token {
  _id: string;
  kind: TokenKind;
  /** Whom it lets in; left out for the first owner. */
  person?: string;
  expiresAt: Date;
}

export interface Setting {
  _id: string;
  value: unknown;
}

/** The name of the setting that holds the node's secret, where the store keeps it. */
export const secretSetting = "secret";

export interface Counter {
  _id: string;
  value: number;
}

/** A number that a comment had where it came from: `SITE NUMBER`. */
export interface OldNumber {
  _id: string;
  comment: string;
}

/** How often something happened within one window of time. */
export interface Tally {
  _id: string;
  count: number;
  expiresAt: Date;
}

/** A token bucket as the nodes last told each other of it. */
export interface StoredBucket {
  _id: string;
  /** How many tokens were ever taken out of it. */
  taken: number;
  /** When it is full again, and need not be known any more. */
  expiresAt: Date;
}

/** What a comment was counted as in what its site learned. */
export interface StoredLesson extends Example {
  _id: string;
  site: string;
  until: Date;
}

/** What a site learned. */
export interface StoredModel {
  _id: string;
  spam: number;
  ham: number;
  /** The counts, 16 bits each with the low byte first, in base64. */
  counts: string;
  version: number;
}

/** What may not be used again, as long as it is kept. */
export interface SpentOnce {
  _id: string;
  until: Date;
}

/** Who does what one process alone shall do, by the name of that. */
export interface Lease {
  _id: string;
  by: string;
  until: Date;
}
