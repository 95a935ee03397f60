import { retryAt } from "../../src/domain/backoff.ts";
import { done, type Job, type JobOutcome } from "../../src/domain/job.ts";
import type { World } from "../../src/domain/ports.ts";
import { isProblem, Problem } from "../../src/domain/problem.ts";
import type { Bounds, Budget } from "../fetch-budget.ts";
import { domainOf, hostOf } from "../hosts.ts";
import type { Envelope } from "./note.ts";
import type { QuoteRequest } from "./quote.ts";
import { commentIdOf } from "./remote-id.ts";

/**
 * What needs further fetches is done later: only the signer's key is ever fetched inside a request. Each job is told how
 * many fetches of the activity's budget are its own.
 */
export interface Later {
  /**
   * Finds out, from the ancestors of a verified note, whether it answers something of ours. Its words are not kept
   * meanwhile, as their author may take them back. Throws `rate-limited`.
   */
  climb(note: { id: string; answers: string; envelope: Envelope }, actor: string, fetches: number): Promise<void>;
  /** Has an object looked at where it lives, as whoever spoke of it is not its author. Throws `rate-limited`. */
  refetch(objectId: string, activityId: string | null, signer: string, fetches: number): Promise<void>;
  /** The same for what was taken back and, as the signer says, is there again. Throws `rate-limited`. */
  restore(objectId: string, activityId: string | null, signer: string): Promise<void>;
  /** Has an activity looked at where it lives, as somebody else handed it round. Throws `rate-limited`. */
  prove(activityId: string, signer: string): Promise<void>;
  /** Has a post looked at whose author asks to quote something of ours in it. Throws `rate-limited`. */
  lookAtQuote(noteId: string, request: QuoteRequest): Promise<void>;
  /** Has an actor looked at where they live, as what we hold may be out of date, or they may be gone. Throws `rate-limited`. */
  revisit(actor: string): Promise<void>;
  /** Has all that we hold of an actor forgotten, who has deleted themselves: that may be thousands of comments. */
  forget(actor: string): Promise<void>;
}

const pace = { burst: 60, perMinute: 60 };

/** Authors met on one try are known on the next, which then comes further with as many fetches. */
const maxSpent = 3;

export function createLater(world: Pick<World, "jobs" | "limits" | "clock">): Later {
  async function keepPace(kind: string, signer: string): Promise<void> {
    const taken = await world.limits.bucket(`${kind} ${hostOf(signer)}`, pace, world.clock.now());
    if (taken.ok) return;
    throw new Problem("rate-limited", "Your server sends more than we can look into; please slow down.", {
      retryAfter: taken.retryAfter,
    });
  }

  async function lookAt(payload: { id: string } & Job["payload"], jobId: string, signer: string): Promise<void> {
    await keepPace("forwarded", signer);
    const id = `forwarded ${commentIdOf(jobId)}`;
    const lane = laneOf(payload.id, signer);
    await world.jobs.put([{ id, kind: "forwarded", lane, payload }], world.clock.now());
  }

  return {
    async climb(note, actor, fetches) {
      await keepPace("climb", actor);
      const id = `climb ${commentIdOf(note.id)}`;
      const lane = laneOf(note.answers, actor);
      const payload = { ...note, actor, fetches };
      await world.jobs.put([{ id, kind: "climb", lane, payload }], world.clock.now());
    },
    refetch: (objectId, activityId, signer, fetches) =>
      lookAt({ id: objectId, fetches }, `${activityId ?? ""} ${objectId}`, signer),
    restore: (objectId, activityId, signer) =>
      lookAt({ id: objectId, restoredBy: signer }, activityId ?? `restore ${objectId}`, signer),
    prove: (activityId, signer) => lookAt({ id: activityId, isActivity: true }, activityId, signer),
    async lookAtQuote(noteId, request) {
      await keepPace("quote", request.actor);
      const id = `quote ${commentIdOf(`${request.id} ${noteId}`)}`;
      const lane = laneOf(noteId, request.actor);
      await world.jobs.put([{ id, kind: "quote", lane, payload: { note: noteId, request } }], world.clock.now());
    },
    async revisit(actor) {
      await keepPace("revisit", actor);
      const id = `refresh-profile ${commentIdOf(actor)}`;
      const lane = `profiles of ${hostOf(actor)}`;
      await world.jobs.put([{ id, kind: "refresh-profile", lane, payload: { actor } }], world.clock.now());
    },
    async forget(actor) {
      const id = `forget-actor ${commentIdOf(actor)}`;
      // Nobody is asked for it, so a server that deletes many has them forgotten side by side.
      await world.jobs.put([{ id, kind: "forget-actor", lane: id, payload: { actor } }], world.clock.now());
    },
  };
}

/** What one server has us look for at another must not stand before what others have us look for there. */
function laneOf(target: string, signer: string): string {
  return `in ${hostOf(target)} for ${domainOf(hostOf(signer))}`;
}

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
export async function within(
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
