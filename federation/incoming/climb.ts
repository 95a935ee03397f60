import type { Job, JobOutcome } from "../../src/domain/job.ts";
import type { World } from "../../src/domain/ports.ts";
import type { RemoteProfile } from "../../src/domain/repos.ts";
import { isBlocked } from "../../src/usecases/receive/blocked.ts";
import { type Authenticate, noteClaim } from "../authenticate.ts";
import type { Chronicle } from "../chronicle.ts";
import { type Budget, openBudget } from "../fetch-budget.ts";
import type { Profiles } from "../profiles.ts";
import { attempt, boundsOf } from "./attempt.ts";
import type { Documents } from "./documents.ts";
import { type Handled, ignored } from "./handler.ts";
import type { Intake } from "./intake.ts";
import type { Json } from "./json.ts";
import { type Envelope, isNote, type Note, readNote } from "./note.ts";
import type { Resolve, Resolved } from "./resolve.ts";

interface Needs extends Pick<World, "comments" | "blocks"> {
  authenticate: Authenticate;
  documents: Documents;
  people: Profiles;
  intake: Intake;
  resolve: Resolve;
  chronicle: Pick<Chronicle, "found">;
}

interface Step {
  note: Note;
  author: RemoteProfile;
}

type Place = Extract<Resolved, { kind: "found" }>;

/** Walks up from a verified note. Returns what became of it, and in which thread; throws what a fetch throws. */
export type Ascend = (note: Note, author: RemoteProfile, budget: Budget) => Promise<Handled>;

const patienceMs = 10_000;

/**
 * Does a `climb` job: finds out from its ancestors where a verified note belongs. A climb that takes longer than 90
 * seconds, as slow servers can make it, is begun anew later.
 */
export function createClimb(
  world: Pick<World, "limits" | "clock" | "log"> & Pick<Needs, "people" | "chronicle"> & { ascend: Ascend },
) {
  return async function climb(job: Job): Promise<JobOutcome> {
    const note = readNote(job.payload["note"] as Json, job.payload["envelope"] as Envelope | undefined);
    const actor = String(job.payload["actor"]);
    const budget = openBudget(world, boundsOf(job));
    const drop = (outcome: Handled, who = new URL(actor).host) => {
      world.log.info({ note: note?.id, outcome }, "A reply was dropped.");
      world.chronicle.found({ thread: outcome.thread ?? null, who, object: note?.id ?? actor, outcome });
    };
    const goUp = async () => {
      if (!note) return drop(ignored("The note cannot be read."));
      const author = await world.people.ofActor(actor, budget);
      if (author.kind !== "found") return drop(ignored("Its author is gone."));
      const climbed = await world.ascend(note, author.profile, budget);
      if (!isStored(climbed)) drop(climbed, author.profile.handle);
    };
    return attempt(budget, job, world.clock.now, goUp, (reason, kind) => drop({ kind, reason }));
  };
}

/**
 * Makes the way up: at most 20 steps, until something of ours is reached; then the public ancestors that were met are
 * stored before the note itself. Anything private, blocked, gone or circular on the way ends it.
 */
export function createAscend(world: Needs): Ascend {
  return async function ascend(note, author, budget) {
    const steps: Step[] = [{ note, author }];
    const seen = new Set([note.id]);
    let target = note.answers;
    while (target !== null && steps.length <= budget.steps) {
      const place = await world.resolve(target);
      if (place.kind === "found") return storeAll(steps, place);
      if (place.kind === "nothing") return ignored("It answers nothing of ours.");
      if (seen.has(target)) return ignored("Its ancestors go in a circle.");
      seen.add(target);
      const step = await fetchStep(target, budget);
      if (typeof step === "string") return ignored(step);
      const known = step.note.id === target ? place : await world.resolve(step.note.id);
      if (known.kind === "found") return storeAll(steps, known);
      steps.push(step);
      target = step.note.answers;
    }
    return ignored(
      target === null ? "It answers nothing of ours." : `Nothing of ours was met in ${budget.steps} steps.`,
    );
  };

  async function fetchStep(id: string, budget: Budget): Promise<Step | string> {
    if (await isBlocked(world, id)) return "An ancestor lies on a blocked server.";
    const fetched = await world.documents.object(id, patienceMs, budget);
    if (fetched.kind !== "found") return "An ancestor is gone.";
    const note = isNote(fetched.json) ? readNote(fetched.json) : null;
    if (!note) return "An ancestor is no post.";
    if (note.public !== true) return "An ancestor is private.";
    const verdict = world.authenticate(noteClaim(note), { kind: "fetched", from: fetched.url });
    if (verdict.kind !== "trusted") return "An ancestor is not its author's own.";
    const found = await world.people.ofActor(verdict.owner, budget);
    return found.kind === "found" ? { note, author: found.profile } : "The author of an ancestor is gone.";
  }

  async function storeAll(steps: Step[], place: Place): Promise<Handled> {
    let below = place;
    const thread = place.thread._id;
    let outcome: Handled = ignored("It answers nothing of ours.");
    for (const { note, author } of steps.reverse()) {
      const received = await world.intake.store(note, author, below);
      outcome = { ...received, thread };
      if (!("id" in received)) break;
      if (received.kind !== "already") world.chronicle.found({ thread, who: author.handle, object: note.id, outcome });
      below = { ...below, parent: await world.comments.get(received.id) };
    }
    return outcome;
  }
}

/** Whether a reply is here now, or was before. */
export function isStored({ kind }: Handled): boolean {
  return kind === "published" || kind === "held" || kind === "already" || kind === "twin";
}
