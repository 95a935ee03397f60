import { done, type Job, type JobOutcome } from "../../src/domain/job.ts";
import type { World } from "../../src/domain/ports.ts";
import { isProblem, Problem } from "../../src/domain/problem.ts";
import type { RemoteProfile } from "../../src/domain/repos.ts";
import { isBlocked } from "../../src/usecases/receive/blocked.ts";
import { demandOwnNote } from "../authenticate.ts";
import type { Profiles } from "../profiles.ts";
import type { Documents } from "./documents.ts";
import type { Intake } from "./intake.ts";
import type { Json } from "./json.ts";
import { type Envelope, isNote, type Note, readNote } from "./note.ts";
import { again } from "./queue.ts";
import type { Resolve, Resolved } from "./resolve.ts";

interface Needs extends Pick<World, "comments" | "blocks" | "clock" | "log"> {
  documents: Documents;
  profiles: Profiles;
  intake: Intake;
  resolve: Resolve;
}

interface Step {
  note: Note;
  author: RemoteProfile;
}

type Place = Extract<Resolved, { kind: "found" }>;

const maxSteps = 20;
const patienceMs = 10_000;

/** A whole climb ends within the lease of its job, or another worker would start it a second time. */
const climbMs = 90_000;

/**
 * Does a `climb` job: walks up from a verified note, at most 20 steps, until something of ours is reached, and stores
 * the public ancestors it met before the note itself. Anything private, blocked, gone or circular on the way ends it. A
 * climb that takes longer than 90 seconds, as slow servers can make it, is begun anew later.
 */
export function createClimb(world: Needs) {
  return async function climb(job: Job): Promise<JobOutcome> {
    const note = readNote(job.payload["note"] as Json, job.payload["envelope"] as Envelope | undefined);
    try {
      const reason = note ? await follow(note, String(job.payload["actor"])) : "The note cannot be read.";
      if (reason !== null) world.log.info({ note: note?.id, reason }, "A reply was dropped.");
      return done;
    } catch (error) {
      if (isProblem(error, "busy")) return again(job, world.clock.now(), error.message);
      if (!isProblem(error, "forbidden")) throw error;
      world.log.info({ note: note?.id, reason: error.message }, "A reply was dropped.");
      return done;
    }
  };

  /** Returns why nothing was stored; null when it was. */
  async function follow(note: Note, actor: string): Promise<string | null> {
    const until = world.clock.now().getTime() + climbMs;
    const author = await world.profiles.ofActor(actor);
    if (author.kind !== "found") return "Its author is gone.";
    const steps: Step[] = [{ note, author: author.profile }];
    const seen = new Set([note.id]);
    let target = note.answers;
    while (target !== null && steps.length <= maxSteps) {
      const place = await world.resolve(target);
      if (place.kind === "found") return storeAll(steps, place);
      if (place.kind === "nothing") return "It answers nothing of ours.";
      if (seen.has(target)) return "Its ancestors go in a circle.";
      seen.add(target);
      const step = await fetchStep(target, until - world.clock.now().getTime());
      if (typeof step === "string") return step;
      const known = step.note.id === target ? place : await world.resolve(step.note.id);
      if (known.kind === "found") return storeAll(steps, known);
      steps.push(step);
      target = step.note.answers;
    }
    return target === null ? "It answers nothing of ours." : `Nothing of ours was met in ${maxSteps} steps.`;
  }

  async function fetchStep(id: string, leftMs: number): Promise<Step | string> {
    if (leftMs <= 0) throw new Problem("busy", "The way up to something of ours takes too long right now.");
    if (await isBlocked(world, id)) return "An ancestor lies on a blocked server.";
    const fetched = await world.documents.object(id, Math.min(patienceMs, leftMs));
    if (fetched.kind !== "found") return "An ancestor is gone.";
    const note = isNote(fetched.json) ? readNote(fetched.json) : null;
    const author = note?.authors[0];
    if (!note || !author) return "An ancestor is no post.";
    if (note.public !== true) return "An ancestor is private.";
    demandOwnNote(note, author);
    const found = await world.profiles.ofActor(author);
    return found.kind === "found" ? { note, author: found.profile } : "The author of an ancestor is gone.";
  }

  async function storeAll(steps: Step[], place: Place): Promise<string | null> {
    let below = place;
    for (const { note, author } of steps.reverse()) {
      const received = await world.intake.store(note, author, below);
      if (received.kind === "refused") return received.reasons.join(" ");
      if (received.kind === "ignored") return received.reason;
      below = { ...below, parent: await world.comments.get(received.id) };
    }
    return null;
  }
}
