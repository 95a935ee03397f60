import { done, type Job, type JobOutcome } from "../../src/domain/job.ts";
import type { World } from "../../src/domain/ports.ts";
import type { RemoteProfile } from "../../src/domain/repos.ts";
import { isBlocked } from "../../src/usecases/receive/blocked.ts";
import { type Authenticate, noteClaim } from "../authenticate.ts";
import type { Chronicle } from "../chronicle.ts";
import { type Budget, openBudget } from "../fetch-budget.ts";
import { hostOf } from "../hosts.ts";
import { sameId } from "../origin.ts";
import type { Profiles } from "../profiles.ts";
import { attempt, boundsOf } from "./attempt.ts";
import type { Documents } from "./documents.ts";
import { type Handled, ignored } from "./handler.ts";
import type { Intake } from "./intake.ts";
import type { Look, Looked } from "./look.ts";
import { type Envelope, isNote, type Note, readNote } from "./note.ts";
import type { PlaceOfOwnPost } from "./own-post.ts";
import type { Resolve, Resolved } from "./resolve.ts";

interface Needs extends Pick<World, "comments" | "blocks"> {
  authenticate: Authenticate;
  documents: Documents;
  people: Profiles;
  intake: Intake;
  resolve: Resolve;
  placeOfOwnPost: PlaceOfOwnPost;
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

/** About three hours in all; what comes of a reply later than that is found by the walk of its thread. */
const maxTries = 5;

/**
 * Does a `climb` job: looks at a note where it lives, as it may have been taken back or made private meanwhile, and finds
 * out from its ancestors where it belongs. A climb that takes longer than 90 seconds, as slow servers can make it, is
 * begun anew later; one that was tried five times is given up, and nothing of it is kept.
 */
export function createClimb(
  world: Pick<World, "limits" | "clock" | "log"> & Pick<Needs, "chronicle"> & { look: Look; ascend: Ascend },
) {
  return async function climb(job: Job): Promise<JobOutcome> {
    const id = String(job.payload["id"]);
    const actor = String(job.payload["actor"]);
    const envelope = job.payload["envelope"] as Envelope | undefined;
    const budget = openBudget(world, boundsOf(job));
    const tell = (found: Pick<Looked, "outcome"> & Partial<Looked>) => {
      const { outcome, thread = outcome.thread ?? null, who = hostOf(actor), known = false } = found;
      if (!isStored(outcome)) world.log.info({ note: id, outcome }, "A reply was dropped.");
      world.chronicle.found({ thread, who, known, object: id, outcome });
    };
    const goUp = async () => {
      const looked = await world.look(id, budget, { envelope });
      if (!looked.unplaced) return tell(looked);
      const { note, author } = looked.unplaced;
      if (!sameId(author._id, actor)) return tell({ outcome: ignored("Its own server names another author.") });
      const outcome = await world.ascend(note, author, budget);
      if (!isStored(outcome)) tell({ outcome, who: author.handle });
    };
    const drop = (reason: string, kind: string) => tell({ outcome: { kind, reason } });
    const outcome = await attempt(budget, job, world.clock.now, goUp, drop);
    if (outcome.kind !== "retry" || job.attempts < maxTries) return outcome;
    drop(outcome.reason, "failed");
    return done;
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
      const own = await world.placeOfOwnPost(step.note);
      if (own) return storeAll(steps, own);
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
    if (await isBlocked(world, null, id)) return "An ancestor lies on a blocked server.";
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
