import createApex from "activitypub-express";
import express, { type Express } from "express";
import type { Ids, Log, World } from "../../src/domain/ports.ts";
import type { Actors } from "../actors.ts";
import type { Addresses } from "../addresses.ts";
import type { Activity, Document } from "../outgoing/document.ts";
import type { View } from "../outgoing/view.ts";
import { onlyBundled, ownTerms } from "./context.ts";
import { closeNetwork, routePatterns } from "./isolation.ts";
import { createStoreView } from "./store-view.ts";
import { tidy } from "./tidy.ts";

/** Some inboxes that are told together. */
export interface RecipientPage {
  inboxes: readonly string[];
  /** Whether they may hear of it some minutes later, so that not all of a crowd comes at once to look at the page. */
  patient: boolean;
}

/** Inboxes, in pages. */
export type Recipients = AsyncIterable<RecipientPage>;

/** Takes a finished activity: its id, the name of its actor, its body. */
export type Queue = (activity: { id: string; actor: string; body: string }, recipients: Recipients) => Promise<void>;

/** activitypub-express behind one port; nobody else sees it. */
export interface Engine {
  /** Builds an activity and hands it to the queue. */
  publish(actor: string, activity: Activity, recipients: Recipients): Promise<void>;
  /** A document in its final form, as text. */
  render(document: Document): Promise<string>;
  /** What answers requests for `KIND` of ours, an Express application of its own. */
  answer: Record<AnswerKind, express.RequestHandler[]>;
  /** The application that the handlers of `answer` must run in. */
  app: Express;
}

export type AnswerKind = "actor" | "object" | "activityStream" | "outbox" | "followers" | "following";

const answered: readonly AnswerKind[] = ["actor", "object", "activityStream", "outbox", "followers", "following"];

export interface EngineNeeds {
  world: Pick<World, "followers" | "threads"> & { ids: Pick<Ids, "opaque">; log: Log };
  addresses: Addresses;
  actors: Actors;
  view: View;
  queue: Queue;
  version: string;
}

/**
 * One instance of the engine over our store, queue and contexts, with every way to the network closed. It keeps its
 * handle on the Express application, which therefore is its own: two instances share nothing.
 */
export function createEngine({ world, addresses, actors, view, queue, version }: EngineNeeds): Engine {
  const { log } = world;
  const apex = createApex({
    name: "antiphon",
    version,
    baseUrl: addresses.origin,
    domain: new URL(addresses.origin).host,
    actorParam: "actor",
    objectParam: "object",
    activityParam: "activity",
    routes: routePatterns,
    context: [ownTerms()],
    itemsPerPage: 20,
    offlineMode: true,
    store: createStoreView({ view, addresses, actors, ...world }),
    logger: {
      info: (...details) => log.debug({ details }, "Said by the engine."),
      warn: (...details) => log.warn({ details }, "Said by the engine."),
      error: (...details) => log.error({ details }, "Said by the engine."),
    },
  });
  const answer = Object.fromEntries(
    answered.map((kind) => [kind, [...(apex.net[kind]?.get ?? [])]]),
  ) as Engine["answer"];
  closeNetwork(apex);
  apex.jsonldContextLoader = onlyBundled(apex.jsonldContextLoader);
  // Likes and boosts are counted on the object; the engine would add empty collections of them to each activity.
  apex.utils.idToActivityCollections = () => ({});
  const compact = apex.toJSONLD;
  apex.toJSONLD = async (document) => tidy(await compact(document));
  // Recipients are read off our followers: they pass through the engine's addressing as they are.
  apex.address = async (_activity, _sender, recipients = []) => recipients;
  apex.queueForDelivery = async (sender, activity, recipients) => {
    const body = apex.stringifyPublicJSONLD(activity);
    await queue({ id: String(activity["id"]), actor: String(sender["name"]), body }, recipients[0] as Recipients);
  };

  const app = express();
  app.disable("x-powered-by");
  app.use(apex);

  return {
    async publish(actor, activity, recipients) {
      const built = await apex.buildActivity(activity.type, activity.actor, activity.to, activity);
      await apex.publishActivity({ id: activity.actor, name: actor }, built, [recipients]);
    },
    render: async (document) => apex.stringifyPublicJSONLD(await apex.toJSONLD(document)),
    answer,
    app,
  };
}
