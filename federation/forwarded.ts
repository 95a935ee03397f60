import { done, type Job, type JobOutcome } from "../src/domain/job.ts";
import type { World } from "../src/domain/ports.ts";
import { isProblem } from "../src/domain/problem.ts";
import { isBlocked } from "../src/usecases/receive/blocked.ts";
import type { RemoteRemoval, Removed } from "../src/usecases/receive/receive-removal.ts";
import { demandOwnNote } from "./authenticate.ts";
import type { Documents } from "./incoming/documents.ts";
import type { Intake } from "./incoming/intake.ts";
import { isNote, readNote } from "./incoming/note.ts";
import { again } from "./incoming/queue.ts";
import { createTakeQuoteAnew, type QuoteNeeds } from "./incoming/quote.ts";
import { commentIdOf } from "./incoming/remote-id.ts";
import type { Profiles } from "./profiles.ts";

interface Needs extends QuoteNeeds, Pick<World, "log"> {
  documents: Documents;
  profiles: Profiles;
  intake: Intake;
  receiveRemoval: (removal: RemoteRemoval) => Promise<Removed>;
}

const patienceMs = 10_000;

/**
 * Does a `forwarded` job: somebody other than the author spoke of an object, so it is looked at where it lives, and only
 * that copy counts: gone means removed, a public one is stored or taken over, a private one is not shown (any more).
 */
export function createForwarded(world: Needs) {
  const takeQuoteAnew = createTakeQuoteAnew(world);
  return async function forwarded(job: Job): Promise<JobOutcome> {
    const id = String(job.payload["id"]);
    try {
      const outcome = await lookAt(id);
      world.log.debug({ object: id, outcome }, "A forwarded object was looked at.");
      return done;
    } catch (error) {
      if (isProblem(error, "busy")) return again(job, world.clock.now(), error.message);
      if (!isProblem(error, "forbidden")) throw error;
      world.log.info({ object: id, reason: error.message }, "A forwarded object was dropped.");
      return done;
    }
  };

  async function lookAt(id: string): Promise<string> {
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
      return (await world.intake.edit(note, found.profile, note.public === true)).kind;
    }
    if (note.public !== true || note.answers === null) return quoted?.kind ?? "not public, or no answer";
    const place = await world.resolve(note.answers);
    return place.kind === "found" ? (await world.intake.store(note, found.profile, place)).kind : "not about us";
  }
}
