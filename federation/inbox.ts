import express from "express";
import { done, type Job, type JobOutcome } from "../src/domain/job.ts";
import type { World } from "../src/domain/ports.ts";
import { Problem } from "../src/domain/problem.ts";
import { createForgetActor } from "../src/usecases/receive/forget-actor.ts";
import { findOurActor } from "../src/usecases/receive/our-actor.ts";
import { createReceiveRemoval } from "../src/usecases/receive/receive-removal.ts";
import { createRefreshAuthor } from "../src/usecases/receive/refresh-author.ts";
import { networkPrefix } from "../src/usecases/visit/visitor.ts";
import type { Addresses } from "./addresses.ts";
import { createAuthenticate } from "./authenticate.ts";
import { createChronicle } from "./chronicle.ts";
import { createAskedQuote } from "./incoming/asked-quote.ts";
import { checkMediaType, readBody } from "./incoming/body.ts";
import { createAscend, createClimb } from "./incoming/climb.ts";
import { createDispatch } from "./incoming/dispatch.ts";
import { createDocuments } from "./incoming/documents.ts";
import { createForwarded } from "./incoming/forwarded.ts";
import { createIntake } from "./incoming/intake.ts";
import { createLater } from "./incoming/later.ts";
import { createLook } from "./incoming/look.ts";
import { createRefreshProfile } from "./incoming/refresh-profile.ts";
import { createOnRelayed } from "./incoming/relayed.ts";
import { createResolve } from "./incoming/resolve.ts";
import { createWalk } from "./incoming/walk.ts";
import { type InboxPaces, usualPaces } from "./pace.ts";
import { answerProblems, refuseOtherMethods } from "./problems.ts";
import { createProfiles, type Profiles } from "./profiles.ts";
import { createReceive } from "./receive.ts";

/** What the inbox asks of the world; `fetch` should sign its requests, as many servers show nothing else. */
export interface InboxNeeds
  extends Pick<
    World,
    | "comments"
    | "threads"
    | "sites"
    | "followers"
    | "blocks"
    | "reactions"
    | "graves"
    | "jobs"
    | "hosts"
    | "profiles"
    | "numbers"
    | "limits"
    | "clock"
    | "log"
    | "html"
    | "checks"
    | "fetch"
    | "debts"
    | "journal"
    | "walks"
  > {
  outbox: Pick<World["outbox"], "answerQuote">;
  addresses: Addresses;
}

export interface InboxOptions {
  /** How much a server, and an actor, may send. */
  paces?: InboxPaces;
  /** Milliseconds that one request may take; half of what senders wait. */
  patienceMs?: number;
}

/** What comes in from the fediverse: two routes, and the jobs for what they leave for later. */
export interface Inbox {
  router: express.Router;
  jobs: Record<
    "climb" | "forwarded" | "quote" | "refresh-profile" | "forget-actor" | "walk",
    (job: Job) => Promise<JobOutcome>
  >;
  profiles: Profiles;
}

/** As much as others send and take. */
const maxBytes = 1_000_000;

/**
 * Mounts `POST /inbox` and `POST /ap/actors/NAME/inbox`. 202 means that what had to be stored is stored; a store or a
 * sender's server that is away means 503 with Retry-After. Must come before any parser of bodies.
 */
export function createInbox(world: InboxNeeds, options: InboxOptions = {}): Inbox {
  const { paces = usualPaces, patienceMs = 5000 } = options;
  const authenticate = createAuthenticate(world.addresses);
  const people = createProfiles(world);
  const documents = createDocuments(world.fetch, world.addresses);
  const intake = createIntake(world);
  const resolve = createResolve(world, world.addresses);
  const later = createLater(world);
  const chronicle = createChronicle(world);
  const tools = { ...world, authenticate, people, intake, resolve, later };
  const receive = createReceive({ ...tools, chronicle, paces });

  async function accept(request: express.Request, response: express.Response): Promise<void> {
    checkMediaType(request);
    const name = request.params["name"];
    if (typeof name === "string" && (await findOurActor(world, name)) === null) {
      throw new Problem("not-found", "There is no such actor here.");
    }
    const { method, originalUrl: target, headers, rawHeaders } = request;
    const network = networkPrefix(request.ip ?? "");
    const body = await readBody(request, maxBytes);
    const handled = await within(patienceMs, receive({ method, target, headers, rawHeaders, body }, network));
    world.log.debug({ handled }, "An activity came in.");
    response.statusCode = 202;
    response.end();
  }

  const router = express.Router();
  router.post("/inbox", accept);
  router.post("/ap/actors/:name/inbox", accept);
  router.all(["/inbox", "/ap/actors/:name/inbox"], refuseOtherMethods);
  router.use(answerProblems(world.log));

  const forgetActor = createForgetActor(world);
  const steps = { ...world, authenticate, documents, people, intake, resolve, chronicle };
  const look = createLook({ ...steps, receiveRemoval: createReceiveRemoval(world) });
  const ascend = createAscend(steps);
  return {
    router,
    jobs: {
      climb: createClimb({ ...steps, look, ascend }),
      quote: createAskedQuote(steps),
      forwarded: createForwarded({ ...steps, look, dispatch: createDispatch(tools, createOnRelayed(tools)) }),
      walk: createWalk({ ...steps, look, ascend }),
      "refresh-profile": createRefreshProfile({
        ...steps,
        refreshAuthor: createRefreshAuthor(world),
        forgetActor,
      }),
      "forget-actor": async (job) => {
        await forgetActor(String(job.payload["actor"]));
        return done;
      },
    },
    profiles: people,
  };
}

/** Gives up waiting after a while; the work itself goes on, and may be repeated. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Problem("busy", "This takes too long right now; please try again later.")), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
