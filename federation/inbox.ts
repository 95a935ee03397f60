import type { IncomingMessage } from "node:http";
import { done, type Job, type JobOutcome } from "../src/domain/job.ts";
import type { World } from "../src/domain/ports.ts";
import { createForgetActor } from "../src/usecases/receive/forget-actor.ts";
import { createReceiveRemoval } from "../src/usecases/receive/receive-removal.ts";
import { createRefreshAuthor } from "../src/usecases/receive/refresh-author.ts";
import type { Addresses } from "./addresses.ts";
import { createAuthenticate } from "./authenticate.ts";
import { createChronicle } from "./chronicle.ts";
import { createInboxDoor, type InboxDoor } from "./inbox-door.ts";
import { type Adopt, createAdopt } from "./incoming/adopt.ts";
import { createAskedQuote } from "./incoming/asked-quote.ts";
import { createAscend, createClimb } from "./incoming/climb.ts";
import { createDispatch } from "./incoming/dispatch.ts";
import { createDocuments } from "./incoming/documents.ts";
import { createForwarded } from "./incoming/forwarded.ts";
import { createIntake } from "./incoming/intake.ts";
import { createLater } from "./incoming/later.ts";
import { createLook } from "./incoming/look.ts";
import { createPlaceOfOwnPost } from "./incoming/own-post.ts";
import { createRefreshProfile } from "./incoming/refresh-profile.ts";
import { createOnRelayed } from "./incoming/relayed.ts";
import { createResolve } from "./incoming/resolve.ts";
import { createWalk } from "./incoming/walk.ts";
import { type InboxPaces, usualPaces } from "./pace.ts";
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
    | "histories"
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
    | "cases"
    | "bodies"
    | "erasures"
    | "secrets"
  > {
  outbox: Pick<World["outbox"], "answerQuote">;
  addresses: Addresses;
  /** The network address that a request came from, whatever stands before the node. */
  callerOf(request: IncomingMessage): string;
  /** Counts what came in; nothing does when left out. */
  taken?: (kind: string, outcome: string) => void;
}

export interface InboxOptions {
  /** How much a server, and an actor, may send. */
  paces?: InboxPaces;
  /** Milliseconds that one request may take; half of what senders wait. */
  patienceMs?: number;
}

/** What comes in from the fediverse, and the jobs for what is left for later. */
export interface Inbox extends InboxDoor {
  jobs: Record<
    "climb" | "forwarded" | "quote" | "refresh-profile" | "forget-actor" | "walk",
    (job: Job) => Promise<JobOutcome>
  >;
  profiles: Profiles;
  adopt: Adopt;
}

/** Takes what comes in from the fediverse. */
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

  const forgetActor = createForgetActor(world);
  const steps = { ...world, authenticate, documents, people, intake, resolve, chronicle };
  const look = createLook({ ...steps, receiveRemoval: createReceiveRemoval(world) });
  const ascend = createAscend({ ...steps, placeOfOwnPost: createPlaceOfOwnPost({ ...world, resolve }) });
  return {
    ...createInboxDoor({ ...world, receive, patienceMs }),
    jobs: {
      climb: createClimb({ ...steps, look, ascend }),
      quote: createAskedQuote(steps),
      forwarded: createForwarded({ ...steps, look, dispatch: createDispatch(tools, createOnRelayed(tools)) }),
      walk: createWalk({ ...steps, look, ascend }),
      "refresh-profile": createRefreshProfile({
        ...steps,
        later,
        refreshAuthor: createRefreshAuthor(world),
        forgetActor,
      }),
      "forget-actor": async (job) => {
        await forgetActor(String(job.payload["actor"]));
        return done;
      },
    },
    profiles: people,
    adopt: createAdopt({ ...steps, look }),
  };
}
