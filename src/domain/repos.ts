import type { Block } from "./block.ts";
import type { PageKey } from "./brand.ts";
import type { Comment, CommentState, ReactionCounts } from "./comment.ts";
import type { Debt, Told } from "./debt.ts";
import type { Follower } from "./follower.ts";
import type { Job, NewJob } from "./job.ts";
import type { Reaction } from "./reaction.ts";
import type { Site } from "./site.ts";
import type { Announcement, Thread } from "./thread.ts";

/*
 * What the middle asks of the store. Every method may throw `busy` when the store is away, locked or full; other
 * problems are named where they can come out. All are plain storage: no rule that a moderator could argue about.
 */

/** Whether a conditional write met the version it was read at. */
export type Written = "ok" | "stale";

/** What the fediverse was told of a document, and through which inboxes. */
export interface Memory {
  told: Told | null;
  toldInboxes: string[];
}

/** A document with debts can be found by them and cleared of them. */
export interface Debtors<T> {
  /** Documents that owe something since before the given time, the longest first. */
  indebted(before: Date, limit: number): Promise<T[]>;
  /** Clears debts without raising the version; `stale` leaves everything as it is. */
  pay(id: string, version: number, paid: readonly Debt[]): Promise<Written>;
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

export interface Comments extends Tellable<Comment> {
  /** Its Delete was queued: nothing is told of it any more, as no server shows again what was deleted once. */
  forgetTold(id: string): Promise<void>;
  /** Stores a new comment once: `already` when its id is taken, and then nothing changes. */
  add(comment: Comment): Promise<"added" | "already">;
  get(id: string): Promise<Comment | null>;
  byNumber(number: number): Promise<Comment | null>;
  /** All that may show in a thread, stubs and hidden ones included; held ones and spam are left out. */
  onThread(thread: string): Promise<Comment[]>;
  /** Sets members of a comment and raises its version, if it is still the one that was read. */
  change(comment: Pick<Comment, "_id" | "version">, set: Partial<Comment>): Promise<Written>;
  /** The newest comments in a state, over all sites or of one; without the hidden ones where `hidden` is false. */
  inState(
    state: CommentState,
    page: { site?: string; hidden?: false; after?: string | null; limit: number },
  ): Promise<Slice<Comment>>;
  /** The newest of those that would be on the page or in the queue, were they not hidden. */
  hidden(page: { after?: string | null; limit: number }): Promise<Slice<Comment>>;
  /** How many readers see and how many wait for review. */
  counts(thread: string): Promise<{ published: number; held: number }>;
  /** Whether this author (a remote actor id or a visitor hash) has a visible comment that the owner let through. */
  hasApproved(site: string, author: { actor: string } | { visitor: string }): Promise<boolean>;
  /** Hides all by an actor, or by a host with its subdomains, under a block, but for what is hidden. Each owes its thread. */
  hide(block: Pick<Block, "_id" | "kind" | "value">, now: Date): Promise<Turned>;
  /** Takes the hiding of a block back. Each owes its thread. */
  reveal(block: string, now: Date): Promise<Turned>;
  /** All by one remote actor in the order of their ids, from the one after `after` on. */
  byActor(actor: string, limit: number, after?: string | null): Promise<Comment[]>;
  /** Some of those that an older renderer rendered. */
  renderedBefore(renderer: number, limit: number): Promise<Comment[]>;
  setReactions(id: string, counts: ReactionCounts): Promise<void>;
}

export interface Threads extends Tellable<Thread> {
  /** Stores a new thread and its key once; `already` when the page has one. */
  add(thread: Thread): Promise<"added" | "already">;
  get(id: string): Promise<Thread | null>;
  /** Finds the thread of a page by its key or by an alias. */
  byKey(site: string, key: PageKey): Promise<Thread | null>;
  /** Finds by the id of the Note, retired ones included. */
  byNote(noteId: string): Promise<Thread | null>;
  /** Lets another key lead to a thread; the first owner of a key keeps it. */
  alias(site: string, key: PageKey, thread: string): Promise<void>;
  change(thread: Pick<Thread, "_id" | "version">, set: Partial<Thread>): Promise<Written>;
  /** Raises the revision and stores the counts; needs no version, as it may be repeated. */
  raise(id: string, counts: Thread["counts"]): Promise<void>;
  /** Threads of a site with this announcement, the newest first. */
  announced(
    site: string,
    announcement: Announcement,
    page: { after?: string | null; limit: number },
  ): Promise<Slice<Thread>>;
  countAnnounced(site: string, announcement: Announcement, since: Date): Promise<number>;
  setReactions(id: string, counts: ReactionCounts): Promise<void>;
}

export interface Sites {
  all(): Promise<Site[]>;
  get(id: string): Promise<Site | null>;
  /** Stores a new site; throws `conflict` when its id is taken. */
  add(site: Site): Promise<void>;
  set(id: string, change: Partial<Site>): Promise<void>;
  /** Makes every cached page of a site stale; of all sites when none is named. */
  raiseEpoch(id?: string): Promise<void>;
}

export interface Followers extends Debtors<Follower> {
  /** Stores or renews a follower; who follows twice stays one. */
  put(follower: Follower): Promise<void>;
  get(id: string): Promise<Follower | null>;
  remove(id: string): Promise<void>;
  /** Takes over where a remote actor is reached from now on, in all their follows. */
  readdress(remote: string, to: Pick<Follower, "handle" | "inbox" | "sharedInbox">): Promise<void>;
  count(actor: string): Promise<number>;
  /** Distinct inboxes of an actor's followers, shared ones preferred, in pages of 500. */
  inboxes(actor: string): AsyncIterable<string[]>;
  /** Drops everybody who is reached through this inbox. Returns how many. */
  dropInbox(inbox: string): Promise<number>;
  /** Followers that a block covers, for rejecting them. */
  coveredBy(block: Pick<Block, "kind" | "value">, limit: number): Promise<Follower[]>;
  /** Drops all follows by one remote actor. */
  dropActor(remote: string): Promise<number>;
}

export interface Blocks {
  put(block: Block): Promise<void>;
  remove(id: string): Promise<boolean>;
  list(): Promise<Block[]>;
  /** Which of these ids exist; with `blockIdsCovering` one look-up tells whether somebody is blocked. */
  among(ids: readonly string[]): Promise<Block[]>;
}

export interface Reactions {
  /** Stores a reaction once; one that was undone counts again only when a new activity says so. */
  put(reaction: Reaction): Promise<"added" | "already">;
  byActivity(activity: string): Promise<Reaction | null>;
  get(id: string): Promise<Reaction | null>;
  /** Marks a reaction undone; returns it, or null when there was none or it was undone before. */
  undo(id: string): Promise<Reaction | null>;
  counts(target: string): Promise<ReactionCounts>;
  /** Some by one actor, or by a host with its subdomains, undone ones included. */
  by(who: { actor: string } | { host: string }, limit: number): Promise<Reaction[]>;
  remove(ids: readonly string[]): Promise<void>;
}

/** Remote ids that were deleted before they were seen, or shall not come back. */
export interface Graves {
  bury(remoteId: string, until: Date): Promise<void>;
  has(remoteId: string, now: Date): Promise<boolean>;
}

export interface Jobs {
  /** Stores jobs; one whose id is there already is left as it is. */
  put(jobs: readonly NewJob[], now: Date): Promise<void>;
  /** Leases due jobs, earliest first, at most one a lane and none of the lanes named. */
  claim(lease: { by: string; now: Date; until: Date; limit: number; exceptLanes: readonly string[] }): Promise<Job[]>;
  /** Removes finished jobs, if they are still leased by `by`. */
  done(ids: readonly string[], by: string): Promise<void>;
  /** Frees a job to be tried again. */
  retry(id: string, by: string, dueAt: Date, reason: string): Promise<void>;
  /** Gives a job up and keeps it for the owner, with the reason. */
  fail(id: string, by: string, reason: string): Promise<void>;
  /** Removes what waits for a lane that is gone for good. Returns how many. */
  dropLane(kind: string, lane: string): Promise<number>;
  count(): Promise<{ waiting: number; failed: number }>;
  /** The job that was given up last; null when none was. */
  newestFailed(): Promise<Job | null>;
  /** When the next job is due; null when none waits. */
  nextDue(): Promise<Date | null>;
}

/** What we know of a remote actor: enough to show, to answer and to verify. */
export interface RemoteProfile {
  _id: string;
  handle: string;
  name: string;
  url: string;
  avatar: string | null;
  inbox: string;
  sharedInbox: string | null;
  keys: { id: string; pem: string }[];
  /** The actor asks not to be shown to the public web. */
  hidden: boolean;
  fetchedAt: Date;
}

export interface RemoteProfiles {
  get(id: string): Promise<RemoteProfile | null>;
  /** Finds the actor that owns a key. */
  byKey(keyId: string): Promise<RemoteProfile | null>;
  /** Finds the actor whose profile page for people is at this address. */
  byUrl(url: string): Promise<RemoteProfile | null>;
  put(profile: RemoteProfile): Promise<void>;
  forget(id: string): Promise<void>;
}

/** A key pair of one of our actors, PEM (SPKI, PKCS#8). */
export interface KeyPair {
  publicPem: string;
  privatePem: string;
}

export interface Keys {
  /** The pair of an actor; made by `make` when there is none yet, and then the first one stored wins everywhere. */
  ensure(actor: string, make: () => Promise<KeyPair>): Promise<KeyPair>;
}

/** Bodies of activities on their way, each stored once however many inboxes it goes to. */
export interface OutgoingBodies {
  put(activity: string, actor: string, body: string, now: Date): Promise<void>;
  get(activity: string): Promise<{ actor: string; body: string } | null>;
  /** Removes what is older. */
  sweep(before: Date): Promise<void>;
}

/** Single-use and expiring secrets, stored by their hash: sessions, login links. */
export interface Tokens {
  put(token: { id: string; kind: "session" | "login"; expiresAt: Date }): Promise<void>;
  has(id: string, kind: "session" | "login", now: Date): Promise<boolean>;
  /** Uses a token up: true for exactly one caller. */
  take(id: string, kind: "session" | "login", now: Date): Promise<boolean>;
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
  /** Makes sure that no number up to this one is given out again, after an import that brought its own. */
  raiseTo(number: number): Promise<void>;
}

/** Counters over a window of time, shared by all nodes within a second. */
export interface Limits {
  /** Counts one and says whether it is within the limit; else how many seconds to wait. */
  take(
    key: string,
    max: number,
    windowSeconds: number,
    now: Date,
  ): Promise<{ ok: true } | { ok: false; retryAfter: number }>;
}

/** The store as the middle knows it. */
export interface Repos {
  comments: Comments;
  threads: Threads;
  sites: Sites;
  followers: Followers;
  blocks: Blocks;
  reactions: Reactions;
  graves: Graves;
  jobs: Jobs;
  profiles: RemoteProfiles;
  keys: Keys;
  bodies: OutgoingBodies;
  tokens: Tokens;
  settings: Settings;
  numbers: Numbers;
  limits: Limits;
}
