import type { Log } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Adapter, CollectionSpec } from "../port.ts";
import { createMongoDocs } from "./docs.ts";
import { told } from "./errors.ts";
import { createIndexes, dropIndex } from "./indexes.ts";

/** Milliseconds to look for a server that takes writes, and to wait for one that has gone silent. */
const selectionTimeoutMs = 5000;
const silenceTimeoutMs = 30_000;

/**
 * Connects to MongoDB and creates what indexes are missing. What the address says wins over our defaults; without a
 * database it is `antiphon`. Throws `invalid` for an address that cannot be read, `busy` when no server answers.
 */
export async function openMongo(url: string, specs: readonly CollectionSpec[], log: Log): Promise<Adapter> {
  // Loaded here, because a node on the embedded store has no use for it.
  const { MongoClient } = await import("mongodb");
  const said = new URLSearchParams(url.split("?")[1] ?? "");
  const defaults = {
    serverSelectionTimeoutMS: selectionTimeoutMs,
    connectTimeoutMS: selectionTimeoutMs,
    socketTimeoutMS: silenceTimeoutMs,
    appName: "antiphon",
    w: "majority" as const,
  };
  const chosen = Object.fromEntries(Object.entries(defaults).filter(([name]) => !said.has(name)));
  let client: InstanceType<typeof MongoClient>;
  try {
    client = new MongoClient(url, { ...chosen, ignoreUndefined: true });
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new Problem("invalid", `The address of the MongoDB store cannot be read: ${detail}.`, { cause });
  }
  const db = client.db(databaseIn(url));
  const relaxing = said.has("w") || said.has("journal") ? {} : { writeConcern: { w: 1, journal: false } };
  const collection = (name: string, relaxed = false) => db.collection<{ _id: string }>(name, relaxed ? relaxing : {});
  try {
    await told(() => client.connect());
    await Promise.all(specs.map((spec) => createIndexes(collection(spec.name), spec, log)));
  } catch (error) {
    await client.close();
    throw error;
  }
  return {
    kind: "mongo",
    docs: (spec) => createMongoDocs((relaxed) => collection(spec.name, relaxed), spec),
    async ping() {
      await told(() => db.command({ ping: 1 }));
    },
    faults: async () => [],
    dropIndex: (name, paths) => dropIndex(collection(name), paths),
    isShaped: () => true,
    reshape: async () => undefined,
    close: () => client.close(),
  };
}

function databaseIn(url: string): string {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(url)?.[1];
  return name ? decodeURIComponent(name) : "antiphon";
}
