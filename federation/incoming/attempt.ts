import { retryAt } from "../../src/domain/backoff.ts";
import { done, type Job, type JobOutcome } from "../../src/domain/job.ts";
import { isProblem } from "../../src/domain/problem.ts";
import type { Bounds, Budget } from "../fetch-budget.ts";

/** Authors met on one try are known on the next, which then comes further with as many fetches. */
const maxSpent = 3;

/** So often one server is asked in a minute, whoever has us ask. */
const looks = { name: "looks", perHost: 60 };

/** A job's own share of the fetches that the activity behind it may cause, at the pace that all look-ups keep together. */
export function boundsOf({ payload }: Job): Partial<Bounds> {
  const { fetches } = payload;
  return typeof fetches === "number" ? { fetches, pace: looks } : { pace: looks };
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
    const isFinal = error.kind !== "busy" || (budget.isSpent && job.attempts >= maxSpent);
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
