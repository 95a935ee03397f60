import { retryAt } from "../../src/domain/backoff.ts";
import { done, type Job, type JobOutcome } from "../../src/domain/job.ts";
import { isProblem } from "../../src/domain/problem.ts";
import type { Bounds, Budget } from "../fetch-budget.ts";

/** Authors met on one try are known on the next, which then comes further with as many fetches. */
const maxSpent = 3;

/** So often one server is asked in a minute for whatever the servers of one domain have us look at. */
const looksPerMinute = 60;

/** A job's own share of the fetches that the activity behind it may cause, at the pace of those who have us look. */
export function boundsOf({ payload, lane }: Job): Partial<Bounds> {
  const { fetches } = payload;
  // A lane names the target and on whose account it is looked at: nobody uses up what is others'.
  const pace = { name: `looks ${lane.replace(/^in \S+ /, "")}`, perHost: looksPerMinute };
  return typeof fetches === "number" ? { fetches, pace } : { pace };
}

/**
 * Does the work of a job within a budget. It is tried again when a server is away, and a few times when the budget is used
 * up; `drop` hears why nothing more will come of it: refused for good, or given up.
 */
export async function attempt(
  budget: Budget,
  job: Job,
  now: () => Date,
  work: () => Promise<void>,
  drop: (reason: string, how: "ignored" | "failed") => void,
): Promise<JobOutcome> {
  try {
    await work();
    return done;
  } catch (error) {
    if (!isProblem(error, "busy", "forbidden", "invalid")) throw error;
    const isFinal = error.kind !== "busy" || (budget.isSpent() && job.attempts >= maxSpent);
    const outcome = isFinal ? done : again(job, now(), error.message);
    if (outcome.kind !== "retry") drop(error.message, error.kind === "busy" ? "failed" : "ignored");
    return outcome;
  }
}

/** Tries again with growing waits, until it was tried often enough. */
export function again(job: Job, now: Date, reason: string): JobOutcome {
  const after = retryAt(job.attempts, job._id, now);
  return after ? { kind: "retry", after, reason } : { kind: "failed", reason };
}
