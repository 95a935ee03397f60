import type { Job } from "../../src/domain/job.ts";
import type { World } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";
import { domainOf, hostOf } from "../hosts.ts";
import type { Envelope } from "./note.ts";
import { commentIdOf } from "./remote-id.ts";

/** A request to quote something, whose post is known to be the asker's. */
export interface QuoteRequest {
  id: string;
  actor: string;
  inbox: string;
  /** The address of what is to be quoted. */
  thing: string;
}

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
  /** Has rules follow somebody to the account that they moved to. */
  follow(from: string, to: { id: string; handle: string }): Promise<void>;
  /** Has all that we hold of an actor forgotten, who has deleted themselves: that may be thousands of comments. */
  forget(actor: string): Promise<void>;
}

const pace = { burst: 60, perMinute: 60 };

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
    async follow(from, { id: to, handle }) {
      const id = `moved ${commentIdOf(`${from} ${to}`)}`;
      await world.jobs.put([{ id, kind: "moved", lane: id, payload: { from, to, handle } }], world.clock.now());
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
