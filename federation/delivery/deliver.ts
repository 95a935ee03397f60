import type { RemoteHost } from "../../src/domain/host.ts";
import { deliveryKind, done, type Job, type JobOutcome } from "../../src/domain/job.ts";
import type { FetchResponse, World } from "../../src/domain/ports.ts";
import { isProblem } from "../../src/domain/problem.ts";
import type { ActorKeys } from "../keys.ts";
import { activityType } from "../negotiate.ts";
import { dialectOf, knockTwice, otherThan, rememberDialect } from "../signature/dialects.ts";
import { withEitherKey } from "../signature/either-key.ts";
import { digestOf, signedHeaders } from "../signature/sign.ts";
import { type Judged, judgeAnswer, judgeBarred } from "./answer.ts";
import { createFallBack } from "./fall-back.ts";
import { joined } from "./joined.ts";
import { createLearn } from "./learn.ts";

export interface DeliverNeeds {
  world: Pick<World, "bodies" | "followers" | "hosts" | "jobs" | "fetch" | "clock" | "log">;
  keys: ActorKeys;
  /** Whether an activity still is to be said to an inbox; asked before each try. */
  stillHolds: (activity: string, inbox: string) => Promise<boolean>;
}

/** What is sent, the same for each inbox. */
interface Parcel {
  actor: string;
  body: Buffer;
  digest: string;
}

/** In bytes, once for all inboxes: a text would be joined to the header of each request, and encoded with it. */
function parcelFor({ actor, body }: { actor: string; body: string }): Parcel {
  return { actor, body: Buffer.from(body), digest: digestOf(body) };
}

const timeoutMs = 10_000;
const maxAnswerBytes = 1_000_000;

/**
 * Delivers one activity to one inbox: signs it anew for each try, in the dialect that its host took last and once more
 * in the other one where that is refused, and reads off the answer what becomes of the job, the host and the followers.
 */
export function createDeliver({ world, keys, stillHolds }: DeliverNeeds): (job: Job) => Promise<JobOutcome> {
  const { clock, log } = world;
  const learn = createLearn(world);
  const fallBack = createFallBack(world);
  const hostOf = joined<RemoteHost>(
    async (ids) => new Map((await world.hosts.among(ids)).map((one) => [one._id, one])),
  );
  const parcelOf = joined<Parcel>(async (activities) => {
    const found = await Promise.all(activities.map(async (id) => [id, await world.bodies.get(id)] as const));
    return new Map(found.flatMap(([id, stored]) => (stored ? [[id, parcelFor(stored)] as const] : [])));
  });

  /** A redirect is not followed: what is meant for one server must not travel to another. */
  async function post(parcel: Parcel, inbox: string, host: RemoteHost | null): Promise<FetchResponse> {
    const { actor, body, digest } = parcel;
    const usual = dialectOf(host, clock.now());
    return withEitherKey(await keys.of(actor), async (signer) => {
      const { answer, turned } = await knockTwice((turn) =>
        world.fetch({
          url: inbox,
          method: "POST",
          body,
          maxBytes: maxAnswerBytes,
          timeoutMs,
          headersFor: (url) =>
            signedHeaders(
              signer,
              { method: "POST", url, date: clock.now(), digest, contentType: activityType },
              turn === null ? usual : otherThan(usual),
            ),
        }),
      );
      if (turned !== null && answer.status < 300) await rememberDialect(world, turned, otherThan(usual));
      return answer;
    });
  }

  async function attempt(parcel: Parcel, inbox: string, host: RemoteHost | null, job: Job): Promise<Judged> {
    try {
      return judgeAnswer(await post(parcel, inbox, host), job, clock.now());
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (error.kind === "forbidden" || error.kind === "invalid") return judgeBarred(error.message);
      return judgeAnswer({ silence: error.message }, job, clock.now());
    }
  }

  /** Nobody is reached through an inbox any more: its followers go, and whatever else waits for it. */
  async function forget(inbox: string, job: Job, reason: string | null): Promise<void> {
    const dropped = await world.followers.dropInbox(inbox);
    for await (const page of world.jobs.inLane(deliveryKind, job.lane)) {
      const others = page.filter((other) => other.payload["inbox"] === inbox && other._id !== job._id);
      await world.jobs.remove(others.map(({ _id }) => _id));
    }
    log.info({ inbox, dropped, reason }, "Nobody lives at this inbox any more.");
  }

  return async (job) => {
    const { activity, inbox } = job.payload as { activity: string; inbox: string };
    const [holds, parcel, host] = await Promise.all([
      stillHolds(activity, inbox),
      parcelOf(activity),
      hostOf(job.lane),
    ]);
    if (!holds) return done;
    if (!parcel) return { kind: "failed", reason: "Its body is not kept any more." };
    const judged = await attempt(parcel, inbox, host, job);
    const { means, outcome, reason } = judged;
    log.info({ activity, inbox, attempts: job.attempts, means }, "A delivery was tried.");
    await learn(job.lane, host, judged);
    // A shared inbox that was closed (410) is the server's way of saying that all behind it are gone.
    if (means === "missing" && (await fallBack(activity, parcel.actor, inbox))) return done;
    if (outcome === done && means !== "taken") await forget(inbox, job, reason);
    return outcome;
  };
}
