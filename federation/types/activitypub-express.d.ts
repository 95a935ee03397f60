/** What is used of activitypub-express 4.4.2, which ships no types. Its own code is read in federation/engine alone. */
declare module "activitypub-express" {
  import type { RequestHandler } from "express";

  type Json = Record<string, unknown>;
  type ContextLoader = (url: string) => Promise<{ contextUrl: null; documentUrl: string; document: unknown }>;

  interface Settings {
    name: string;
    version: string;
    baseUrl: string;
    domain: string;
    actorParam: string;
    objectParam: string;
    activityParam: string;
    routes: Record<string, string>;
    context: unknown[];
    store: unknown;
    logger: Record<"info" | "warn" | "error", (...details: unknown[]) => void>;
    offlineMode: boolean;
    itemsPerPage: number;
  }

  interface Apex extends RequestHandler {
    settings: Settings;
    store: unknown;
    consts: Json;
    net: Record<string, Partial<Record<"get" | "post", RequestHandler[]>>>;
    utils: Json & { idToActivityCollections: (id: string) => Record<string, string> };
    jsonldContextLoader: ContextLoader;
    address: (activity: Json, sender: Json, audience?: unknown[]) => Promise<unknown[]>;
    buildActivity(type: string, actor: string, to: unknown, rest: Json): Promise<Json>;
    publishActivity(actor: Json, activity: Json, audience?: unknown[]): Promise<unknown>;
    toJSONLD: (object: Json) => Promise<Json>;
    stringifyPublicJSONLD(object: Json): string;
    queueForDelivery: (actor: Json, activity: Json, addresses: unknown[]) => Promise<unknown>;
    requestObject: (id: string) => Promise<Json>;
    resolveReferences: (object: Json) => Promise<Json[]>;
    deliver: (...given: unknown[]) => Promise<unknown>;
    startDelivery: () => unknown;
    runDelivery: () => Promise<unknown>;
    generateNodeInfo: (version: string) => Promise<unknown>;
  }

  function createApex(settings: Settings): Apex;
  export = createApex;
}
