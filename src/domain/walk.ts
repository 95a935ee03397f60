/**
 * When a thread's comments are next asked, where they live, for what did not reach us. Asking again and again serves
 * conversations that are alive; the older one is, the rarer it is asked.
 */
export interface Walk {
  /** The thread. */
  _id: string;
  /** When the last comment came from elsewhere. */
  activityAt: Date;
  /** When the next walk is due; missing when none is. */
  dueAt?: Date;
  walkedAt: Date | null;
  /** The comment that the next walk begins with, as the last one did not get that far; null to begin with the newest. */
  resume: string | null;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a thread is left alone after a walk, in milliseconds. */
export const restMs = 15 * minute;

/** How long after its last comment a thread is still walked, in milliseconds. */
const recentMs = 30 * day;

/** After the last comment (interop §3.9), and from a week on each week until the thread counts as over. */
const steps = [restMs, hour, 6 * hour, day, 7 * day, 14 * day, 21 * day, 28 * day];

/** When a thread with this last activity is walked after now; null when it is over. Two walks are a rest apart at least. */
export function nextWalk(activityAt: Date, now: Date): Date | null {
  const step = steps.find((after) => activityAt.getTime() + after > now.getTime());
  return step === undefined ? null : new Date(Math.max(activityAt.getTime() + step, now.getTime() + restMs));
}

/** Whether anything happened there lately. */
export function isRecent(activityAt: Date, now: Date): boolean {
  return now.getTime() - activityAt.getTime() < recentMs;
}
