import { done, type Job, type JobOutcome } from "../src/domain/job.ts";
import type { World } from "../src/domain/ports.ts";
import { isProblem } from "../src/domain/problem.ts";
import { isBlocked } from "../src/usecases/receive/blocked.ts";
import type { RemoteRemoval, Removed } from "../src/usecases/receive/receive-removal.ts";
import type { Addresses } from "./addresses.ts";
import { demandOwnActivity, demandOwnNote } from "./authenticate.ts";
import { readActivity } from "./incoming/activity.ts";
import type { Dispatch } from "./incoming/dispatch.ts";
import { type Documents, sameOrigin } from "./incoming/documents.ts";
import type { Intake } from "./incoming/intake.ts";
import { idsOf, type Json, member } from "./incoming/json.ts";
import { isNote, readNote } from "./incoming/note.ts";
import { again } from "./incoming/queue.ts";
import { createTakeQuoteAnew, type QuoteNeeds } from "./incoming/quote.ts";
import { reactionIn } from "./incoming/relayed.ts";
import { commentIdOf } from "./incoming/remote-id.ts";
import type { Profiles } from "./profiles.ts";

interface Needs extends QuoteNeeds, Pick<World, "log"> {
  documents: Documents;
  profiles: Profiles;
  intake: Intake;
  addresses: Addresses;
  dispatch: Dispatch;
  receiveRemoval: (removal: RemoteRemoval) => Promise<Removed>;
}

const patienceMs = 10_000;

/**
 * Does a `forwarded` job: somebody other than the author spoke of an object, so it is looked at where it lives, and only
 * that copy counts: gone means removed, a public one is stored or taken over, a private one is not shown (any more). One
 * that was taken back is shown again when its own server, or a group that it is addressed to, said that it is there
 * again. A reaction that was handed round counts when its own server shows it.
 */
export function createForwarded(world: Needs) {
  const takeQuoteAnew = createTakeQuoteAnew(world);
  return async function forwarded(job: Job): Promise<JobOutcome> {
    const id = String(job.payload["id"]);
    try {
      const { isActivity, restoredBy = null } = job.payload;
      const outcome = isActivity ? await prove(id) : await lookAt(id, restoredBy as string | null);
      world.log.debug({ object: id, outcome }, "A forwarded object was looked at.");
      return done;
    } catch (error) {
      if (isProblem(error, "busy")) return again(job, world.clock.now(), error.message);
      if (!isProblem(error, "forbidden", "invalid")) throw error;
      world.log.info({ object: id, reason: error.message }, "A forwarded object was dropped.");
      return done;
    }
  };

  async function prove(id: string): Promise<string> {
    if (await isBlocked(world, id)) return "blocked";
    const fetched = await world.documents.object(id, patienceMs);
    if (fetched.kind !== "found") return fetched.kind;
    const activity = readActivity(fetched.json);
    if (reactionIn(activity) === null) return "no reaction";
    demandOwnActivity(activity, world.addresses);
    const found = await world.profiles.ofActor(activity.actor);
    return found.kind === "found" ? (await world.dispatch(activity, found.profile)).kind : "actor gone";
  }

  async function lookAt(id: string, restoredBy: string | null): Promise<string> {
    if (await isBlocked(world, id)) return "blocked";
    const fetched = await world.documents.object(id, patienceMs);
    const known = await world.comments.get(commentIdOf(id));
    if (fetched.kind === "unusable") return fetched.reason;
    if (fetched.kind !== "found") {
      return known ? (await world.receiveRemoval({ id: known._id, remoteId: id, actor: null })).kind : "unknown";
    }
    const note = isNote(fetched.json) ? readNote(fetched.json) : null;
    const author = note?.authors[0];
    if (!note || !author || note.vote) return "no post";
    demandOwnNote(note, author);
    const found = await world.profiles.ofActor(author);
    if (found.kind !== "found") return "author gone";
    const quoted = await takeQuoteAnew(note, author);
    if (await world.comments.get(commentIdOf(note.id))) {
      if (note.public === true && restoredBy !== null && mayRestore(note.id, fetched.json, restoredBy))
        return (await world.intake.restore(note, found.profile)).kind;
      return (await world.intake.edit(note, found.profile, note.public === true)).kind;
    }
    if (note.public !== true || note.answers === null) return quoted?.kind ?? "not public, or no answer";
    const place = await world.resolve(note.answers);
    return place.kind === "found" ? (await world.intake.store(note, found.profile, place)).kind : "not about us";
  }
}

function mayRestore(id: string, object: Json, by: string): boolean {
  const addressed = ["to", "cc", "audience"].flatMap((name) => idsOf(member(object, name)));
  return sameOrigin(id, by) || addressed.includes(by);
}
