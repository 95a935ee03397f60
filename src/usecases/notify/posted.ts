import { retryAt } from "../../domain/backoff.ts";
import { done, type Job, type JobOutcome } from "../../domain/job.ts";
import type { Posted } from "../../domain/mailbox.ts";

/** What a job that is a letter comes to: what a server refuses is given up, and one that is away is asked again for days. */
export function outcomeOf(posted: Posted, job: Pick<Job, "_id" | "attempts">, now: Date): JobOutcome {
  if (posted.kind === "sent") return done;
  const after = posted.kind === "later" ? retryAt(job.attempts, job._id, now) : null;
  return after ? { kind: "retry", after, reason: posted.reason } : { kind: "failed", reason: posted.reason };
}
