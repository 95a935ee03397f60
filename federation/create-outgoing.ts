import { type RequestHandler, Router } from "express";
import type { Job, JobOutcome } from "../src/domain/job.ts";
import type { GuardedFetch, Outbox, World } from "../src/domain/ports.ts";
import { type Actors, createActors } from "./actors.ts";
import type { Addresses } from "./addresses.ts";
import { createDeliver } from "./delivery/deliver.ts";
import { noteFailures } from "./delivery/journal.ts";
import { createQueue } from "./delivery/queue.ts";
import { createStillHolds } from "./delivery/still-holds.ts";
import type { Engine } from "./engine/engine.ts";
import { type ActorKeys, createActorKeys } from "./keys.ts";
import { createOutbox } from "./outbox.ts";
import { createCollections } from "./outgoing/collection-view.ts";
import { createNotes } from "./outgoing/notes.ts";
import { createView } from "./outgoing/view.ts";
import { answerProblems } from "./problems.ts";
import { createProfiles } from "./profiles.ts";
import { createRecipientFinder } from "./recipients.ts";
import { createDemandSignature } from "./serving/demand-signature.ts";
import { createRefuseBlocked } from "./serving/refuse-blocked.ts";
import { createFederationRoutes } from "./serving/routes.ts";
import { createSignedFetch } from "./signed-fetch.ts";
import { createTellOfActors } from "./tell-of-actors.ts";
import { createTeller } from "./teller.ts";
import type { Software } from "./well-known/nodeinfo.ts";
import { createWellKnownRoutes } from "./well-known/routes.ts";

export interface OutgoingNeeds {
  world: Omit<
    World,
    | "outbox"
    | "mails"
    | "debts"
    | "pages"
    | "feeds"
    | "sitemaps"
    | "html"
    | "checks"
    | "secrets"
    | "networks"
    | "isPublicSuffix"
  >;
  addresses: Addresses;
  software: Software;
  /** Whether posts, comments and collections are shown only to those who sign for them. */
  secureFetch?: boolean;
  /** Whether others can reach this node; while not, nothing is told and all of it waits. */
  canDeliver: () => boolean;
}

/** What goes out, and what others may fetch. */
export interface Outgoing {
  /** Answers `/ap/…` by GET, `/.well-known/…` and `/nodeinfo/…`; everything else is passed on. */
  router: RequestHandler;
  outbox: Outbox;
  /** Handlers, by kind of job. */
  jobs: Record<"deliver" | "tell", (job: Job) => Promise<JobOutcome>>;
  /** Tells followers which of our actors look different now; for a sweep. */
  tellOfActors(): Promise<void>;
  /** The guarded fetch, signing as the node's own actor. */
  signedFetch: GuardedFetch;
  actors: Actors;
  keys: ActorKeys;
  /** activitypub-express, started when something is first built or asked for: it weighs as much as the rest. */
  engine(): Promise<Engine>;
}

/** Introduces the parts of the outgoing side to each other. */
export function createOutgoing({ world, addresses, software, canDeliver, secureFetch }: OutgoingNeeds): Outgoing {
  const actors = createActors(world);
  const keys = createActorKeys(world, addresses);
  const signedFetch = createSignedFetch({ ...world, keys });
  const notes = createNotes(world, addresses);
  const view = createView({ world, addresses, actors, keys, notes });
  const queue = createQueue(world, addresses);
  const engine = once(async () => {
    const { createEngine } = await import("./engine/engine.ts");
    return createEngine({ world, addresses, actors, view, queue, version: software.version });
  });
  const recipients = createRecipientFinder(world);
  const publish: Engine["publish"] = async (...activity) => (await engine()).publish(...activity);
  const teller = createTeller({ world, addresses, engine: { publish }, notes, recipients });
  const { tell, ...outbox } = createOutbox({ world, teller, recipients, canDeliver });
  const deliver = noteFailures(createDeliver({ world, keys, stillHolds: createStillHolds(world) }), world);
  const collections = createCollections({ world, addresses, actors, view });
  const router = Router();
  router.use(createWellKnownRoutes({ world, addresses, actors, software }));
  router.get("/ap/{*path}", createRefuseBlocked(world, addresses));
  if (secureFetch) {
    const people = createProfiles({ ...world, fetch: signedFetch, addresses });
    // Not `/ap/posts` itself, which leads from a page to its Note and shows nothing.
    router.get("/ap/:kind/:id{/:collection}", createDemandSignature({ world, addresses, people }));
  }
  const routes = once(async () =>
    createFederationRoutes({ clock: world.clock, engine: await engine(), view, collections, addresses }),
  );
  router.get("/ap/{*path}", async (req, res, next) => (await routes())(req, res, next));
  router.use(answerProblems(world.log));
  return {
    router,
    outbox,
    jobs: { deliver, tell },
    tellOfActors: createTellOfActors({ world, addresses, actors, keys, engine: { publish }, canDeliver }),
    signedFetch,
    actors,
    keys,
    engine,
  };
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | null = null;
  return () => {
    started ??= start().catch((error: unknown) => {
      started = null;
      throw error;
    });
    return started;
  };
}
