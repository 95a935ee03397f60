import type { FeedEntry } from "./ports.ts";
import type { Site } from "./site.ts";

/** What a program may tell of a post, by the name that it gives it. */
export const pushEvents = ["post.published", "post.updated", "post.removed"] as const;

/** A post as a blog tells of it by itself. Texts and dates are as they were written; null is what it does not say. */
export interface PushedPost {
  /** The post's id in the blog, the same that its feed gives; null where there is none. */
  id: string | null;
  url: string;
  title: string | null;
  teaser: string | null;
  /** The whole text, as HTML. */
  html: string | null;
  image: string | null;
  tags: string[];
  lang: string | null;
  published: string | null;
  updated: string | null;
  /** Other addresses of the same page. */
  aliases: string[];
  /** Whether everybody may read it. */
  isPublic: boolean;
  /** Set to false for a page that is no post, which may have comments and is announced to nobody. */
  isPost: boolean;
}

/** A feed, or part of one, that a hub handed on. */
export interface ToldFeed {
  /** Its bytes, as base64. */
  body: string;
  type: string | null;
  /** The address of the feed. */
  topic: string;
}

/** What a blog tells. `unlike` is nothing to us, with a sentence that says why. */
export type Push =
  | { kind: "there"; post: PushedPost }
  | { kind: "gone"; id: string | null; url: string | null; updated: string | null }
  | { kind: "changed" }
  | { kind: "feed"; feed: ToldFeed }
  | { kind: "unlike"; why: string };

/** Reads what came in the manner of one kind of sender. Throws `invalid` with what is wrong. */
export type ReadPush = (body: unknown, event: string) => Push;

/** Makes an entry of what was told of a post, as if the blog's feed gave it; null for a page of another blog. */
export type ReadPushed = (site: Site, post: PushedPost) => Promise<FeedEntry | null>;

/** Makes entries of a feed that was handed on; null where nothing in it can be used. */
export type ReadToldFeed = (site: Site, feed: ToldFeed) => Promise<FeedEntry[] | null>;

/** Who tells: a program of the owner's, or Ghost. */
export type PushSource = "program" | "ghost";

/** What a blog signs with what it tells, and what its owner decided of that. Old ones have a member more: see the upgrade 3. */
export interface PushKey {
  /** The blog. */
  _id: string;
  secret: string;
  /** Whether signatures of Ghost before 5.87.1 are good, which do not say when they were made. */
  oldGhost: boolean;
  createdAt: Date;
}

/** What became of something that was told. `waiting` is tried again by itself. */
export type ArrivalOutcome = "waiting" | "done" | "nothing" | "refused" | "failed";

/** Something that was told, or a try at it, as its owner is shown. Nothing of an unproven one is kept but its kind. */
export interface Arrival {
  _id: string;
  site: string;
  at: Date;
  source: PushSource | "hub";
  event: string;
  /** The address or the id of the post; null where nothing is known of it. */
  about: string | null;
  outcome: ArrivalOutcome;
  /** What became of it, as a sentence. */
  said: string;
  until: Date;
}

/** For how long arrivals are kept, in milliseconds. */
export const arrivalKeepMs = 30 * 86_400_000;

/** What a signature was found to be. `proof` tells one signed message from all others. */
export type Signature =
  | { kind: "good"; proof: string; signedAt: Date | null }
  | { kind: "missing" }
  | { kind: "unreadable" }
  /** So many seconds too old, or (below nought) too early. */
  | { kind: "untimely"; seconds: number }
  | { kind: "old form" }
  | { kind: "wrong" };

/** Holds a header against the bytes that it signs. */
export type CheckSignature = (
  header: string | null,
  body: Buffer,
  expected: { secret: string; now: Date; oldGhost: boolean },
) => Signature;

/** Holds what a hub says of the bytes that it sent against its secret: a proof, or null where it does not hold. */
export type CheckHubSignature = (header: string | null, body: Buffer, secret: string) => string | null;

/** What those who tell are understood with. */
export interface PushTools {
  check: CheckSignature;
  checkHub: CheckHubSignature;
  readers: Record<PushSource, ReadPush>;
  readPushed: ReadPushed;
  readToldFeed: ReadToldFeed;
}
