import type { Job, JobOutcome } from "../../src/domain/job.ts";
import type { Outbox, World } from "../../src/domain/ports.ts";
import { isBlocked } from "../../src/usecases/receive/blocked.ts";
import { type Authenticate, noteClaim } from "../authenticate.ts";
import { type Budget, openBudget } from "../fetch-budget.ts";
import { sameId } from "../origin.ts";
import { attempt, boundsOf } from "./attempt.ts";
import type { Documents } from "./documents.ts";
import type { QuoteRequest } from "./later.ts";
import { isNote, readNote } from "./note.ts";
import { createDecideQuote, type QuoteNeeds } from "./quote.ts";

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
    const budget = openBudget(world, boundsOf(job));
    const work = async () => {
      const outcome = await lookAt(note, request, budget);
      world.log.debug({ note, outcome }, "A request to quote was looked at.");
    };
    return attempt(budget, job, world.clock.now, work, (reason) => {
      world.log.info({ note, reason }, "A request to quote was dropped.");
    });
  };

  async function lookAt(id: string, request: QuoteRequest, budget: Budget): Promise<string> {
    if (await isBlocked(world, null, request.actor, [id])) return "blocked";
    const fetched = await world.documents.object(id, patienceMs, budget);
    if (fetched.kind !== "found") return fetched.kind;
    const note = isNote(fetched.json) ? readNote(fetched.json) : null;
    if (!note) return "no post";
    const verdict = world.authenticate(noteClaim(note), { kind: "fetched", from: fetched.url });
    if (verdict.kind !== "trusted" || !sameId(verdict.owner, request.actor)) return "not theirs";
    return (await decideQuote(note, request)).kind;
  }
}
