import { done, type Job, type JobOutcome } from "../src/domain/job.ts";
import type { FetchResponse, World } from "../src/domain/ports.ts";
import { isProblem } from "../src/domain/problem.ts";
import { type Judged, judgeAnswer } from "./delivery-answer.ts";
import type { ActorKeys } from "./keys.ts";
import { activityType } from "./negotiate.ts";
import { withEitherKey } from "./signature/either-key.ts";
import { signedHeaders } from "./signature/sign.ts";

export interface DeliverNeeds {
  world: Pick<World, "bodies" | "followers" | "fetch" | "clock" | "log">;
  keys: ActorKeys;
  /** Whether an activity still is to be said to an inbox; asked before each try. */
  stillHolds: (activity: string, inbox: string) => Promise<boolean>;
}

const timeoutMs = 10_000;
const maxAnswerBytes = 1_000_000;

/** Delivers one activity to one inbox: signs it anew for each try, and reads off the answer what becomes of the job. */
export function createDeliver({ world, keys, stillHolds }: DeliverNeeds): (job: Job) => Promise<JobOutcome> {
  /** A redirect is not followed: what is meant for one server must not travel to another. */
  async function post(actor: string, body: string, inbox: string): Promise<FetchResponse> {
    return withEitherKey(await keys.of(actor), (signer) =>
      world.fetch({
        url: inbox,
        method: "POST",
        body,
        maxBytes: maxAnswerBytes,
        timeoutMs,
        headersFor: (url) =>
          signedHeaders(signer, { method: "POST", url, date: world.clock.now(), body, contentType: activityType }),
      }),
    );
  }

  async function attempt(actor: string, body: string, inbox: string, job: Job): Promise<Judged> {
    try {
      return judgeAnswer(await post(actor, body, inbox), job, world.clock.now());
    } catch (error) {
      if (isProblem(error, "forbidden", "invalid")) return { kind: "failed", reason: error.message };
      if (!isProblem(error)) throw error;
      return judgeAnswer({ silence: error.message }, job, world.clock.now());
    }
  }

  return async (job) => {
    const { activity, inbox } = job.payload as { activity: string; inbox: string };
    if (!(await stillHolds(activity, inbox))) return done;
    const stored = await world.bodies.get(activity);
    if (!stored) return { kind: "failed", reason: "Its body is not kept any more." };
    const judged = await attempt(stored.actor, stored.body, inbox, job);
    world.log.info({ activity, inbox, attempts: job.attempts, outcome: judged.kind }, "A delivery was tried.");
    if (judged.kind !== "unreachable") return judged;
    const dropped = await world.followers.dropInbox(inbox);
    world.log.info({ inbox, dropped, reason: judged.reason }, "Nobody lives at this inbox any more.");
    return done;
  };
}
