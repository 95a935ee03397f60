import { done, type Job, type JobOutcome } from "../src/domain/job.ts";
import type { Outbox, World } from "../src/domain/ports.ts";
import { isProblem } from "../src/domain/problem.ts";
import { isBlocked } from "../src/usecases/receive/blocked.ts";
import { type Authenticate, noteClaim } from "./authenticate.ts";
import { type Budget, openBudget } from "./fetch-budget.ts";
import type { Documents } from "./incoming/documents.ts";
import { isNote, readNote } from "./incoming/note.ts";
import { again, boundsOf } from "./incoming/queue.ts";
import { createDecideQuote, type QuoteNeeds, type QuoteRequest } from "./incoming/quote.ts";
import { sameId } from "./origin.ts";

interface Needs extends QuoteNeeds, Pick<World, "log"> {
  authenticate: Authenticate;
  documents: Documents;
  outbox: Pick<Outbox, "answerQuote">;
}

const patienceMs = 10_000;

/**
 * Does a `quote` job: somebody asked to quote something of ours in a post that they named by its id alone, so that post
 * is looked at where it lives. One that is not there, or not theirs, is not answered.
 */
export function createAskedQuote(world: Needs) {
  const decideQuote = createDecideQuote(world);
  return async function askedQuote(job: Job): Promise<JobOutcome> {
    const { note, request } = job.payload as { note: string; request: QuoteRequest };
    try {
      const outcome = await lookAt(note, request, openBudget(world, boundsOf(job)));
      world.log.debug({ note, outcome }, "A request to quote was looked at.");
      return done;
    } catch (error) {
      if (isProblem(error, "busy")) return again(job, world.clock.now(), error.message);
      if (!isProblem(error, "forbidden")) throw error;
      world.log.info({ note, reason: error.message }, "A request to quote was dropped.");
      return done;
    }
  };

  async function lookAt(id: string, request: QuoteRequest, budget: Budget): Promise<string> {
    if (await isBlocked(world, request.actor, [id])) return "blocked";
    const fetched = await world.documents.object(id, patienceMs, budget);
    if (fetched.kind !== "found") return fetched.kind;
    const note = isNote(fetched.json) ? readNote(fetched.json) : null;
    if (!note) return "no post";
    const verdict = world.authenticate(noteClaim(note), { kind: "fetched", from: fetched.url });
    if (verdict.kind !== "trusted" || !sameId(verdict.owner, request.actor)) return "not theirs";
    return (await decideQuote(note, request)).kind;
  }
}
