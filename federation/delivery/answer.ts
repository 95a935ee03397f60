import { retryAt } from "../../src/domain/backoff.ts";
import { done, type Job, type JobOutcome } from "../../src/domain/job.ts";
import type { FetchResponse } from "../../src/domain/ports.ts";

/** What an answer to a delivery, or silence, means for the job, and for what is known of the host and the inbox. */
export interface Judged {
  /**
   * `taken`: delivered. `gone`: the inbox was closed. `missing`: there is no such inbox, and once that is `done`, there
   * will be none. `refused`: the host does not want to hear from us. `rejected`: it does not want this. `busy`: it asks
   * for a pause. `failure`: it is not at work. `barred`: it must not be asked at all.
   */
  means: "taken" | "gone" | "missing" | "refused" | "rejected" | "busy" | "failure" | "barred";
  outcome: JobOutcome;
  /** What went wrong, as a sentence; null for what was taken. */
  reason: string | null;
  /** Until when the host asked to be left alone. */
  pauseUntil: Date | null;
}

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
  if ("silence" in answer) return again("failure", job, now, answer.silence, 0);
  const { status } = answer;
  if (status >= 200 && status < 300) return { means: "taken", outcome: done, reason: null, pauseUntil: null };
  if (status === 410) return { ...final("gone", "The inbox is gone (410)."), outcome: done };
  if (status === 404) return notFound(job, now);
  if (status === 405) return final("missing", "There is no inbox at this address (405).");
  if (status === 401 || status === 403) {
    return final("refused", `${job.lane} refuses it (${status}): it may block this node, or cannot read its key.`);
  }
  if (status >= 500 || status === 408 || status === 429) {
    const wait = askedWait(answer.headers.get("retry-after"), now);
    return again(status === 429 ? "busy" : "failure", job, now, `${job.lane} answered ${status}.`, wait);
  }
  return final("rejected", `${job.lane} answered ${status}.`);
}

/** What it means that the guard lets no request to an address pass. */
export function judgeBarred(reason: string): Judged {
  return final("barred", reason);
}

function final(means: Judged["means"], reason: string): Judged {
  return { means, outcome: { kind: "failed", reason }, reason, pauseUntil: null };
}

function notFound(job: Job, now: Date): Judged {
  const reason = "The inbox is not found (404).";
  const age = now.getTime() - job.createdAt.getTime();
  if (job.attempts >= missing.tries && age >= missing.afterMs) return { ...final("missing", reason), outcome: done };
  const after = new Date(now.getTime() + missing.waitMs);
  return { means: "missing", outcome: { kind: "retry", after, reason }, reason, pauseUntil: null };
}

function again(means: "busy" | "failure", job: Job, now: Date, reason: string, waitMs: number): Judged {
  const after = retryAt(job.attempts, job._id, now);
  const asked = new Date(now.getTime() + waitMs);
  const outcome: JobOutcome = after
    ? { kind: "retry", after: after > asked ? after : asked, reason }
    : { kind: "failed", reason: `${reason} It was tried ${job.attempts} times.` };
  return { means, outcome, reason, pauseUntil: waitMs > 0 ? asked : null };
}

/** `Retry-After` as seconds or as a date, in milliseconds from now; at most a day, and nothing when it makes no sense. */
function askedWait(header: string | null, now: Date): number {
  const text = header?.trim() ?? "";
  const ms = /^\d{1,15}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), day) : 0;
}
