import type { Collection, Document } from "mongodb";
import type { Log } from "../../domain/ports.ts";
import type { CollectionSpec } from "../port.ts";
import { isMissingCollection, told, translate } from "./errors.ts";

type Native = Collection<Document & { _id: string }>;
type Index = { key: Record<string, 1>; expireAfterSeconds?: number };

/**
 * Creates the indexes that a collection lacks. They make questions quick and nothing else, so that one which the server
 * refuses is logged and left out; a server that is away throws `busy`. An expiry that cannot be had is left to the
 * store's sweep. With shards, `comments` goes on `{ _id: "hashed" }`; the other collections stay where they are.
 */
export async function createIndexes(native: Native, spec: CollectionSpec, log: Log): Promise<void> {
  if (spec.indexes.length === 0) return;
  const present = new Set((await existing(native)).map(({ key }) => JSON.stringify(key)));
  const missing = spec.indexes
    .map((paths): Index => ({ key: Object.fromEntries(paths.map((path) => [path, 1])) }))
    .filter(({ key }) => !present.has(JSON.stringify(key)));
  const isExpiry = ({ key }: Index) => spec.ttl !== undefined && Object.keys(key).join() === spec.ttl;

  async function attempt(indexes: Index[], otherwise: string): Promise<boolean> {
    if (indexes.length === 0) return true;
    try {
      await native.createIndexes(indexes);
      return true;
    } catch (error) {
      const problem = translate(error);
      if (problem.kind === "busy") throw problem;
      log.warn({ collection: spec.name, error: problem.message }, otherwise);
      return false;
    }
  }

  const expiring = missing.filter(isExpiry);
  const timed = expiring.map((index) => ({ ...index, expireAfterSeconds: 0 }));
  const expires = await attempt(timed, "The server does not let documents expire by itself; the node sweeps them.");
  const plain = missing.filter((index) => !expires || !isExpiry(index));
  await attempt(plain, "The server refused an index; some questions will be slow.");
}

/** Takes away the index on exactly these paths, if there is one. */
export async function dropIndex(native: Native, paths: readonly string[]): Promise<void> {
  const wanted = JSON.stringify(Object.fromEntries(paths.map((path) => [path, 1])));
  const found = (await existing(native)).find(({ key }) => JSON.stringify(key) === wanted);
  if (found?.name) await told(() => native.dropIndex(found.name as string));
}

async function existing(native: Native): Promise<{ name?: string; key: unknown }[]> {
  try {
    return (await native.indexes()) as { name?: string; key: unknown }[];
  } catch (error) {
    if (isMissingCollection(error)) return [];
    throw translate(error);
  }
}
