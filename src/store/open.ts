import { randomUUID } from "node:crypto";
import type { Clock, Log } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import type { Repos } from "../domain/repos.ts";
import { noSeal, type Seal, type Seals } from "../domain/seal.ts";
import { type Collections, collectionSpecs } from "./collections.ts";
import { secretSetting } from "./documents.ts";
import { writeLines } from "./lines.ts";
import { openMongo } from "./mongo/open.ts";
import type { Adapter } from "./port.ts";
import { createRepos } from "./repos.ts";
import { createSeals } from "./seals.ts";
import { openSqlite } from "./sqlite/open.ts";
import { sweepCollections } from "./sweep.ts";
import { createSweepProfiles } from "./sweep-profiles.ts";

/** An open store: the repositories for the middle, the plain documents for moving and keeping them. */
export interface Store {
  kind: Adapter["kind"];
  repos: Repos;
  docs: Collections;
  /** The secrets that it holds, all at once. */
  seals: Seals;
  /** Throws `busy` when the store does not answer. */
  ping(): Promise<void>;
  /** Removes documents whose time is over, where the store does not do so by itself. */
  sweep(now: Date): Promise<void>;
  /**
   * Writes a copy of everything to a new file: a database on SQLite, lines of extended JSON on MongoDB. Throws `conflict`
   * when the file exists, `invalid` when it cannot be made. The node's secret is left out unless it is asked for.
   */
  backup(file: string, options?: { withSecrets?: boolean }): Promise<void>;
  /** Writes what is still held back and lets the store go. */
  close(): Promise<void>;
}

export interface StoreOptions {
  clock?: Clock;
  log?: Log;
  /** Seals the secrets that it keeps; nothing does when it is left out. */
  seal?: Seal;
  /** How sentences about opening an embedded store call it; the file and `ANTIPHON_STORE` when nothing is said. */
  called?: string;
  /** Nobody else may have an embedded store open. A database server cannot tell, and is opened all the same. */
  alone?: boolean;
}

/**
 * Opens the store that an address names: `sqlite:PATH`, `sqlite::memory:`, `mongodb://…` or `mongodb+srv://…`. Throws
 * `invalid` for another address, `busy` when the store is away or locked, `conflict` when a newer Antiphon wrote it
 * or when it must be had `alone` and is not.
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const log = options.log ?? silent;
  const seal = options.seal ?? noSeal;
  const adapter = await openAdapter(url, log, options);
  const docs = Object.fromEntries(
    collectionSpecs.map((spec) => [spec.name, adapter.docs(spec)]),
  ) as unknown as Collections;
  const repos = createRepos(docs, { clock: options.clock ?? systemClock, log, claimToken: randomUUID, seal });
  const sweepProfiles = createSweepProfiles(docs);
  return {
    kind: adapter.kind,
    repos,
    docs,
    seals: createSeals(docs, seal),
    ping: adapter.ping,
    async sweep(now) {
      await sweepCollections(docs, now);
      await sweepProfiles(now);
      await repos.journal.trim();
    },
    async backup(file, { withSecrets = false } = {}) {
      if (adapter.snapshot) {
        return adapter.snapshot(file, withSecrets ? [] : [{ collection: "settings", id: secretSetting }]);
      }
      return writeLines(
        docs,
        file,
        ({ collection, doc }) => withSecrets || collection !== "settings" || doc._id !== secretSetting,
      );
    },
    async close() {
      await repos.journal.close();
      await repos.limits.close().catch((error: unknown) => log.warn({ error }, "Rate limits could not be written."));
      await adapter.close();
    },
  };
}

const systemClock: Clock = { now: () => new Date() };
const nothing = () => undefined;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function openAdapter(url: string, log: Log, { called, alone }: StoreOptions): Promise<Adapter> {
  if (/^sqlite:./.test(url)) return openSqlite(url.slice("sqlite:".length), collectionSpecs, { called, alone });
  if (/^mongodb(\+srv)?:\/\//.test(url)) return openMongo(url, collectionSpecs, log);
  throw new Problem("invalid", `“${url}” names no store; write sqlite:PATH or mongodb://HOST/DATABASE.`);
}
