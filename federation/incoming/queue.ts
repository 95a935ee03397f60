import { retryAt } from "../../src/domain/backoff.ts";
import type { Job, JobOutcome } from "../../src/domain/job.ts";
import type { World } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";
import type { Json } from "./json.ts";
import type { Envelope } from "./note.ts";
import type { QuoteRequest } from "./quote.ts";
import { commentIdOf } from "./remote-id.ts";

/** What needs further fetches is done later: only the signer's key is ever fetched inside a request. */
export interface Later {
  /** Finds out, from the ancestors of a verified note, whether it answers something of ours. Throws `rate-limited`. */
  climb(note: { id: string; answers: string; json: Json; envelope: Envelope }, actor: string): Promise<void>;
  /** Has an object looked at where it lives, as whoever spoke of it is not its author. Throws `rate-limited`. */
  refetch(objectId: string, activityId: string | null, signer: string): Promise<void>;
  /** The same for what was taken back and, as the signer says, is there again. Throws `rate-limited`. */
  restore(objectId: string, activityId: string | null, signer: string): Promise<void>;
  /** Has an activity looked at where it lives, as somebody else handed it round. Throws `rate-limited`. */
  prove(activityId: string, signer: string): Promise<void>;
  /** Has a post looked at whose author asks to quote something of ours in it. Throws `rate-limited`. */
  lookAtQuote(noteId: string, request: QuoteRequest): Promise<void>;
  /** Has an actor looked at where they live, as what we hold may be out of date, or they may be gone. Throws `rate-limited`. */
  revisit(actor: string): Promise<void>;
}

const maxPerMinute = 60;

export function createLater(world: Pick<World, "jobs" | "limits" | "clock">): Later {
  async function pace(kind: string, signer: string): Promise<void> {
    const taken = await world.limits.take(`${kind} ${new URL(signer).host}`, maxPerMinute, 60, world.clock.now());
    if (taken.ok) return;
    throw new Problem("rate-limited", "Your server sends more than we can look into; please slow down.", {
      retryAfter: taken.retryAfter,
    });
  }

  async function lookAt(payload: { id: string } & Job["payload"], jobId: string, signer: string): Promise<void> {
    await pace("forwarded", signer);
    const id = `forwarded ${commentIdOf(jobId)}`;
    const lane = `in ${new URL(payload.id).host}`;
    await world.jobs.put([{ id, kind: "forwarded", lane, payload }], world.clock.now());
  }

  return {
    async climb(note, actor) {
      await pace("climb", actor);
      const id = `climb ${commentIdOf(note.id)}`;
      const lane = `in ${new URL(note.answers).host}`;
      await world.jobs.put(
        [{ id, kind: "climb", lane, payload: { note: note.json, actor, envelope: note.envelope } }],
        world.clock.now(),
      );
    },
    refetch: (objectId, activityId, signer) => lookAt({ id: objectId }, activityId ?? objectId, signer),
    restore: (objectId, activityId, signer) =>
      lookAt({ id: objectId, restoredBy: signer }, activityId ?? `restore ${objectId}`, signer),
    prove: (activityId, signer) => lookAt({ id: activityId, isActivity: true }, activityId, signer),
    async lookAtQuote(noteId, request) {
      await pace("quote", request.actor);
      const id = `quote ${commentIdOf(`${request.id} ${noteId}`)}`;
      const lane = `in ${new URL(noteId).host}`;
      await world.jobs.put([{ id, kind: "quote", lane, payload: { note: noteId, request } }], world.clock.now());
    },
    async revisit(actor) {
      await pace("revisit", actor);
      const id = `refresh-profile ${commentIdOf(actor)}`;
      const lane = `in ${new URL(actor).host}`;
      await world.jobs.put([{ id, kind: "refresh-profile", lane, payload: { actor } }], world.clock.now());
    },
  };
}

/** Tries again with growing waits, until it was tried often enough. */
export function again(job: Job, now: Date, reason: string): JobOutcome {
  const after = retryAt(job.attempts, job._id, now);
  return after ? { kind: "retry", after, reason } : { kind: "failed", reason };
}
