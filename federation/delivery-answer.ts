import { retryAt } from "../src/domain/backoff.ts";
import { done, type Job, type JobOutcome } from "../src/domain/job.ts";
import type { FetchResponse } from "../src/domain/ports.ts";

/** What an answer means for a delivery; `unreachable` is gone for good, with all who were reached there. */
export type Judged = JobOutcome | { kind: "unreachable"; reason: string };

/** What came back: an answer, or none, with the reason. */
type Answer = Pick<FetchResponse, "status" | "headers"> | { silence: string };

const day = 86_400_000;

/** An inbox that is not found is asked three times over a week: a server may be set up wrongly for a day or two. */
const missing = { tries: 3, afterMs: 7 * day, waitMs: 3.5 * day };

/**
 * Reads an answer: any 2xx is a delivery; 410 is the end of the inbox, as is 404 three times over a week; 408, 429, 5xx
 * and silence are tried again, no earlier than asked for; whatever else was refused stays refused.
 */
export function judgeAnswer(answer: Answer, job: Job, now: Date): Judged {
  if ("silence" in answer) return again(job, now, answer.silence, 0);
  const { status } = answer;
  if (status >= 200 && status < 300) return done;
  if (status === 410) return { kind: "unreachable", reason: "The inbox is gone (410)." };
  if (status === 404) return notFound(job, now);
  if (status === 401 || status === 403) {
    return {
      kind: "failed",
      reason: `Refused by ${job.lane} (${status}): it may block this node, or cannot read its key.`,
    };
  }
  if (status >= 500 || status === 408 || status === 429) {
    return again(job, now, `${job.lane} answered ${status}.`, askedWait(answer.headers.get("retry-after"), now));
  }
  return { kind: "failed", reason: `${job.lane} answered ${status}.` };
}

function notFound(job: Job, now: Date): Judged {
  const reason = "The inbox is not found (404).";
  const age = now.getTime() - job.createdAt.getTime();
  if (job.attempts >= missing.tries && age >= missing.afterMs) return { kind: "unreachable", reason };
  return { kind: "retry", after: new Date(now.getTime() + missing.waitMs), reason };
}

function again(job: Job, now: Date, reason: string, waitMs: number): JobOutcome {
  const after = retryAt(job.attempts, job._id, now);
  if (!after) return { kind: "failed", reason: `${reason} It was tried ${job.attempts} times.` };
  return { kind: "retry", after: new Date(Math.max(after.getTime(), now.getTime() + waitMs)), reason };
}

/** `Retry-After` as seconds or as a date, in milliseconds from now; at most a day, and nothing when it makes no sense. */
function askedWait(header: string | null, now: Date): number {
  const text = header?.trim() ?? "";
  const ms = /^\d{1,15}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), day) : 0;
}
