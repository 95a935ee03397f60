import type { Walk } from "../walk.ts";

/** When which thread is walked. */
export interface Walks {
  get(thread: string): Promise<Walk | null>;
  /** A comment came from elsewhere: the next walk is due at `dueAt`, if it was not before. */
  stir(thread: string, activityAt: Date, dueAt: Date): Promise<void>;
  /** Some that are due, the longest first, each put off until the given time: whoever takes them sees to them. */
  take(now: Date, until: Date, limit: number): Promise<Walk[]>;
  /** A walk has ended; null when no other one is to follow. */
  walked(thread: string, walk: { walkedAt: Date; dueAt: Date | null; resume: string | null }): Promise<void>;
}
