/** Something to do later, leased while it is done: a crash costs time and never the job. */
export interface Job {
  /** What makes it unique; putting the same job again changes nothing. */
  _id: string;
  kind: string;
  /** Jobs of one lane run one after the other; for deliveries it is the host. */
  lane: string;
  payload: Record<string, unknown>;
  dueAt: Date;
  attempts: number;
  /** The token of the worker that holds it; null when nobody does. */
  leaseBy: string | null;
  /** Why it was given up, kept for the owner; null while it is alive. */
  failed: string | null;
  createdAt: Date;
}

/** A job as it is asked for. `dueAt` defaults to now. */
export interface NewJob {
  id: string;
  kind: string;
  lane: string;
  payload: Record<string, unknown>;
  dueAt?: Date;
  /** Jobs `of` one text wait for those with a lower place, however often these are tried again; all are of one lane. */
  turn?: { of: string; place: number };
}

/** The kind of job that tells one server something; its lane is the server's host. */
export const deliveryKind = "deliver";

/** A lane with what waits in it and what was given up. */
export interface LaneSummary {
  lane: string;
  waiting: number;
  failed: number;
  /** When the next job is due, however long its lane rests; null when none waits. */
  nextDue: Date | null;
  /** Why the next job was not done at its last try, or else why the last one was given up. */
  reason: string | null;
}

/** What a handler says of a job that it tried. */
export type JobOutcome =
  | { kind: "done" }
  | { kind: "retry"; after: Date; reason: string }
  | { kind: "failed"; reason: string };

export const done: JobOutcome = { kind: "done" };
