import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";

/** A kind of store that every journey runs on. */
export interface StoreKind {
  name: string;
  /** The settings of a node with an empty store of its own. */
  env(): Record<string, string>;
  /** Removes what the journeys left behind. */
  clear(): Promise<void>;
}

function onFile(): StoreKind {
  const folder = mkdtempSync(join(tmpdir(), "antiphon-journey-"));
  let made = 0;
  return {
    name: "the embedded store",
    env: () => ({ ANTIPHON_STORE: `sqlite:${join(folder, `${++made}.db`)}` }),
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The embedded store, and MongoDB when `TEST_MONGODB_URI` names a server. */
export function storeKinds(): StoreKind[] {
  const uri = process.env["TEST_MONGODB_URI"];
  return uri ? [onFile(), onMongo(uri)] : [onFile()];
}

/** Runs a journey on every kind of store; the ones that cannot be had are told as skipped. */
export function onEveryStore(title: string, journey: (kind: StoreKind) => void): void {
  for (const kind of storeKinds()) {
    describe(`${title}, on ${kind.name}`, () => {
      journey(kind);
      after(() => kind.clear());
    });
  }
  if (process.env["TEST_MONGODB_URI"]) return;
  console.log(`SKIPPED: ${title}, on MongoDB (TEST_MONGODB_URI is not set)`);
  it.skip(`${title}, on MongoDB (set TEST_MONGODB_URI to run it)`);
}

/** Databases of a MongoDB server that are dropped when all is done. */
export function onMongo(uri: string): StoreKind {
  const made: string[] = [];
  return {
    name: "MongoDB",
    env() {
      const url = new URL(uri);
      url.pathname = `/antiphon_test_${randomBytes(6).toString("hex")}`;
      made.push(url.href);
      return { ANTIPHON_STORE: url.href, ANTIPHON_SECRET: randomBytes(16).toString("hex") };
    },
    async clear() {
      for (const url of made.splice(0)) {
        const client = new MongoClient(url);
        await client.db().dropDatabase();
        await client.close();
      }
    },
  };
}
