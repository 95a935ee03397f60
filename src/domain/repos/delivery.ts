import type { Job, NewJob } from "../job.ts";
import type { Written } from "./shared.ts";

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
  /** Removes what is older. */
  sweep(before: Date): Promise<void>;
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
