import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { openMongo } from "../../src/store/mongo/open.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import type { Adapter, CollectionSpec, Doc, Docs } from "../../src/store/port.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import type { Backend } from "./contract/backend.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** SQLite, each store in a file of its own so that a second one can share it; collections are in memory. */
export function sqliteBackend(): Backend {
  const open = keeper();
  const folders: string[] = [];
  let url = "";
  return {
    standIn: false,
    async store(options) {
      const folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
      folders.push(folder);
      url = `sqlite:${join(folder, "store.db")}`;
      return open.store(await openStore(url, options));
    },
    second: async (options) => open.store(await openStore(url, options)),
    async collection<T extends Doc>(spec: CollectionSpec) {
      return open.adapter(await openSqlite(":memory:", [spec])).docs(spec) as unknown as Docs<T>;
    },
    async release() {
      await open.close();
      for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
    },
  };
}

/** MongoDB, in a database that is dropped when all is done. */
export async function mongoBackend(uri: string, database: string): Promise<Backend & { drop(): Promise<void> }> {
  const open = keeper();
  const url = withDatabase(uri, database);
  const client = new MongoClient(url);
  const standIn = "ferretdbVersion" in (await client.db().command({ buildInfo: 1 }));
  let made = 0;
  return {
    standIn,
    async store(options) {
      const collections = await client.db().listCollections({}, { nameOnly: true }).toArray();
      await Promise.all(collections.map(({ name }) => client.db().collection(name).deleteMany({})));
      return open.store(await openStore(url, options));
    },
    second: async (options) => open.store(await openStore(url, options)),
    async collection<T extends Doc>(spec: CollectionSpec) {
      const own = { ...spec, name: `${spec.name}_${++made}` };
      return open.adapter(await openMongo(url, [own], silent)).docs(own) as unknown as Docs<T>;
    },
    release: open.close,
    async drop() {
      await client.db().dropDatabase();
      await client.close();
    },
  };
}

function withDatabase(uri: string, database: string): string {
  const [, base = uri, query = ""] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(uri) ?? [];
  return `${base}/${database}${query}`;
}

function keeper() {
  const opened: { close(): Promise<void> }[] = [];
  return {
    store(store: Store): Store {
      opened.push(store);
      return store;
    },
    adapter(adapter: Adapter): Adapter {
      opened.push(adapter);
      return adapter;
    },
    async close() {
      for (const one of opened.splice(0)) await one.close();
    },
  };
}
