import { isVisible } from "../src/domain/comment.ts";
import type { Telling } from "../src/domain/debt.ts";
import { done, type Job, type JobOutcome, type NewJob } from "../src/domain/job.ts";
import type { Outbox, World } from "../src/domain/ports.ts";
import type { QuoteAsk } from "../src/domain/reaction.ts";
import type { ReportOut } from "../src/domain/report.ts";
import type { Follow } from "./outgoing/activities.ts";
import { isStamped } from "./outgoing/quotes.ts";
import type { RecipientFinder } from "./recipients.ts";
import type { Teller } from "./teller.ts";

/** The kind of job that waits until this node may speak to others. */
export const tellKind = "tell";

type Wanted =
  | { what: "comment"; id: string; telling: Telling; inboxes: string[] }
  | { what: "thread"; id: string; telling: Telling }
  | { what: "follow"; follow: Follow; answer: "accept" | "reject" }
  | { what: "report"; report: ReportOut }
  | { what: "quote"; ask: QuoteAsk; answer: "accept" | "reject" };

export interface OutboxNeeds {
  world: Pick<World, "jobs" | "comments" | "threads" | "reactions" | "clock">;
  teller: Teller;
  recipients: Pick<RecipientFinder, "above">;
  /** Whether others can reach this node; asked at each telling. */
  canDeliver: () => boolean;
}

const lookAgainMs = 5 * 60_000;

/**
 * The outbox. While others cannot reach this node (on localhost, or before its address was found to be right) nothing is
 * built, as it would carry addresses that may still change: what is to be told waits as a job, and is then told as the
 * document is at that time.
 */
export function createOutbox({ world, teller, recipients, canDeliver }: OutboxNeeds): Outbox & {
  /** The handler of the jobs that wait. */
  tell(job: Job): Promise<JobOutcome>;
} {
  const wait = (id: string, payload: Wanted) => {
    const job: NewJob = { id: `${tellKind} ${id}`, kind: tellKind, lane: tellKind, payload: { ...payload } };
    return world.jobs.put([job], world.clock.now());
  };

  const answer = (follow: Follow, how: "accept" | "reject") => {
    if (canDeliver()) return teller.answer(follow, how);
    const { _id, actor, remote, inbox, followId, version } = follow;
    const known = { _id, actor, remote, inbox, followId, version };
    return wait(`${how} ${_id} ${version}`, { what: "follow", follow: known, answer: how });
  };

  return {
    inboxesFor: (comment) => recipients.above(comment),
    tellOfComment(comment, telling, inboxes) {
      if (canDeliver()) return teller.tellOfComment(comment, telling, inboxes);
      const wanted: Wanted = { what: "comment", id: comment._id, telling, inboxes: [...inboxes] };
      return wait(`comment ${comment._id} ${telling} ${comment.version}`, wanted);
    },
    tellOfThread(thread, telling) {
      if (canDeliver()) return teller.tellOfThread(thread, telling);
      return wait(`thread ${thread._id} ${telling} ${thread.version}`, { what: "thread", id: thread._id, telling });
    },
    accept: (follower) => answer(follower, "accept"),
    reject: (follower) => answer(follower, "reject"),
    answerQuote(ask, how) {
      if (canDeliver()) return teller.answerQuote(ask, how);
      return wait(`quote ${ask.quote} ${ask.id} ${how}`, { what: "quote", ask, answer: how });
    },
    // Leave that was never told to anybody need not be taken back.
    revokeQuote: async (quote) => (canDeliver() ? teller.revokeQuote(quote) : undefined),
    report(report) {
      if (canDeliver()) return teller.report(report);
      return wait(`report ${report.comment} ${world.clock.now().getTime()}`, { what: "report", report });
    },
    async tell(job) {
      if (!canDeliver()) {
        const after = new Date(world.clock.now().getTime() + lookAgainMs);
        return { kind: "retry", after, reason: "This node is not reachable for others yet." };
      }
      await tellNow(job.payload as unknown as Wanted);
      return done;
    },
  };

  async function tellNow(wanted: Wanted): Promise<void> {
    if (wanted.what === "follow") return teller.answer(wanted.follow, wanted.answer);
    if (wanted.what === "quote") return tellOfQuote(wanted);
    if (wanted.what === "report") return teller.report(wanted.report);
    if (wanted.what === "comment") {
      const comment = await world.comments.get(wanted.id);
      const holds = comment && (wanted.telling === "delete") === !isVisible(comment);
      return holds ? teller.tellOfComment(comment, wanted.telling, wanted.inboxes) : undefined;
    }
    const thread = await world.threads.get(wanted.id);
    const holds = thread && (wanted.telling === "delete") === (thread.announcement === "withdrawn");
    return holds ? teller.tellOfThread(thread, wanted.telling) : undefined;
  }

  /** Leave that was taken back while it waited is not given any more. */
  async function tellOfQuote({ ask, answer: how }: Extract<Wanted, { what: "quote" }>): Promise<void> {
    const holds = how === "reject" || isStamped(await world.reactions.get(ask.quote));
    return holds ? teller.answerQuote(ask, how) : undefined;
  }
}
