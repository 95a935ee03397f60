import type { HostChanges, RemoteHost } from "../host.ts";
import type { Job, LaneSummary, NewJob } from "../job.ts";
import type { Written } from "./shared.ts";

export interface Jobs {
  /** Stores jobs; one whose id is there already is left as it is. */
  put(jobs: readonly NewJob[], now: Date): Promise<void>;
  /**
   * Leases due jobs, earliest first, at most one a lane, none of the lanes named, and none before its turn. Whoever asks
   * names the lanes of what they hold themselves.
   */
  claim(lease: { by: string; now: Date; until: Date; limit: number; exceptLanes: readonly string[] }): Promise<Job[]>;
  /** Removes finished jobs, if they are still leased by `by`. */
  done(ids: readonly string[], by: string): Promise<void>;
  /** Frees a job to be tried again. */
  retry(id: string, by: string, dueAt: Date, reason: string): Promise<void>;
  /** Gives a job up and keeps it for the owner, with the reason. */
  fail(id: string, by: string, reason: string): Promise<void>;
  /** The lanes of a kind that hold jobs, by name from the one after `after` on. */
  lanes(kind: string, page: { after: string | null; limit: number }): Promise<LaneSummary[]>;
  /** The same for one lane, whether it holds any or not. */
  lane(kind: string, lane: string): Promise<LaneSummary>;
  /** What waits in a lane, in pages of 500 at most. */
  inLane(kind: string, lane: string): AsyncIterable<Job[]>;
  /** Removes jobs, whoever holds them. */
  remove(ids: readonly string[]): Promise<void>;
  /** Makes all of a lane due that nobody holds, what was given up included. Returns how many. */
  retryLane(kind: string, lane: string, now: Date): Promise<number>;
  /** Some of what was given up in a lane, the latest first. */
  givenUp(lane: string, limit: number): Promise<Job[]>;
  /** Makes these due that were given up; they are known to have been tried. Returns how many. */
  again(ids: readonly string[], now: Date): Promise<number>;
  /** Removes all of a lane, what was given up included. Returns how many. */
  dropLane(kind: string, lane: string): Promise<number>;
  count(): Promise<{ waiting: number; failed: number }>;
  /** The same by kind; kinds without any are left out. */
  countKinds(): Promise<{ waiting: Map<string, number>; failed: Map<string, number> }>;
  /** The job that was given up last; null when none was. */
  newestFailed(): Promise<Job | null>;
  /** When the next job is due, those of some lanes aside; null when none waits. */
  nextDue(exceptLanes?: readonly string[]): Promise<Date | null>;
}

/** What is known of the servers that we speak to, for all nodes the same; forgotten a month after it last changed. */
export interface Hosts {
  get(id: string): Promise<RemoteHost | null>;
  /** Those of these that something is known of. */
  among(ids: readonly string[]): Promise<RemoteHost[]>;
  /**
   * Stores what changed; the rest stays, or is as nothing is known. That a host is `unheardOf`, as far as the caller knows,
   * spares the store a look.
   */
  note(id: string, changes: HostChanges, now: Date, unheardOf?: boolean): Promise<void>;
  /** Those that rest at this time, at most a few thousand, the first to come back first. */
  resting(now: Date): Promise<RemoteHost[]>;
  /** Those that fail, refuse or are unavailable, by name from the one after `after` on. */
  troubled(page: { after: string | null; limit: number }): Promise<RemoteHost[]>;
  /** Keeps so many, those that changed last; strangers can make us ask any number of names. */
  trim(max: number): Promise<void>;
}

/** How one of our actors looked when its followers were last told. */
export interface Face {
  /** The name of the actor. */
  _id: string;
  /** A hash of its document. */
  hash: string;
  /** Which form the document had; whoever knows an older one alone must not judge by the hash. */
  form: number;
  /** Counts the changes; what is said of each is named after it. */
  number: number;
  /** It is about to be queued; until it surely was, it is said again. */
  pending: boolean;
  at: Date;
}

export interface Faces {
  get(actor: string): Promise<Face | null>;
  /** Stores the first look of an actor. */
  add(face: Face): Promise<"added" | "already">;
  /** Stores what is told next, if nobody else did since the last one was read. */
  change(read: Face, next: Face): Promise<Written>;
  /** What is named after this number was queued. */
  queued(actor: string, number: number): Promise<void>;
}

/** Bodies of activities on their way, each stored once however many inboxes it goes to. */
export interface OutgoingBodies {
  put(activity: string, actor: string, body: string, now: Date): Promise<void>;
  get(activity: string): Promise<{ actor: string; body: string } | null>;
  /** Forgets those that name somebody, but for what still waits to be delivered. */
  forgetNaming(actor: string): Promise<void>;
}

/**
 * Who was told of a Note of ours, so that whatever changes or takes it back reaches them, followers or not. Kept apart
 * from posts and comments: there may be thousands, and nobody who reads a thread needs one.
 */
export interface Tellings {
  /** Adds inboxes; adding the same ones in the same order again changes nothing. */
  add(note: string, inboxes: readonly string[]): Promise<void>;
  /** All inboxes that were added, in pages of 500 at most. */
  of(note: string): AsyncIterable<string[]>;
  forget(note: string): Promise<void>;
}
