import { randomUUID } from "node:crypto";
import type { Keeping } from "../domain/keeping.ts";
import type { Clock, Log } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import type { Repos } from "../domain/repos.ts";
import { noSeal, type Seal, type Seals } from "../domain/seal.ts";
import { collectionSpecs } from "./collection-specs.ts";
import type { Collections } from "./collections.ts";
import type { Line } from "./copy.ts";
import { leftOutOf, passingOf } from "./left-out.ts";
import { writeLines } from "./lines.ts";
import { openMongo } from "./mongo/open.ts";
import type { Adapter } from "./port.ts";
import type { ErasureCopy } from "./repos/erasures.ts";
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
  dropIndex: Adapter["dropIndex"];
  isShaped: Adapter["isShaped"];
  reshape: Adapter["reshape"];
  faults: Adapter["faults"];
  /** Removes documents whose time is over. */
  sweep(now: Date, keep?: Keeping): Promise<void>;
  /**
   * Writes a copy of everything to a new file: a database on SQLite, lines of extended JSON on MongoDB. Throws `conflict`
   * when the file exists, `invalid` when it cannot be made. Secrets, as `leftOutOf` lists them, are left out unless they are asked for.
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
  /** Where what is erased is written down outside of the store as well. */
  erasureCopy?: ErasureCopy;
  /** How sentences about opening an embedded store call it; the file and `ANTIPHON_STORE` when nothing is said. */
  called?: string;
  /** Hears that the disk of an embedded store lost what it was to keep: see `ConnectOptions`. */
  onLost?: (problem: Problem) => void;
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
  const { clock = systemClock, erasureCopy = null } = options;
  const repos = createRepos(docs, { clock, log, claimToken: randomUUID, seal, erasureCopy });
  const sweepProfiles = createSweepProfiles(docs);
  return {
    kind: adapter.kind,
    repos,
    docs,
    seals: createSeals(docs, seal),
    ping: adapter.ping,
    dropIndex: adapter.dropIndex,
    isShaped: adapter.isShaped,
    reshape: adapter.reshape,
    faults: adapter.faults,
    async sweep(now, keep) {
      await sweepCollections(docs, now, keep);
      await sweepProfiles(now);
      await repos.journal.trim();
    },
    async backup(file, { withSecrets = false } = {}) {
      const leftOut = withSecrets ? [] : await leftOutOf(docs);
      if (adapter.snapshot) return adapter.snapshot(file, [...leftOut, ...(await passingOf(docs))]);
      const isOut = (line: Line) =>
        leftOut.some((one) => one.collection === line.collection && one.id === line.doc._id);
      return writeLines(docs, file, (line) => !isOut(line));
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

function openAdapter(url: string, log: Log, { called, alone, onLost }: StoreOptions): Promise<Adapter> {
  if (/^sqlite:./.test(url)) return openSqlite(url.slice("sqlite:".length), collectionSpecs, { called, alone, onLost });
  if (/^mongodb(\+srv)?:\/\//.test(url)) return openMongo(url, collectionSpecs, log);
  throw new Problem("invalid", `“${url}” names no store; write sqlite:PATH or mongodb://HOST/DATABASE.`);
}
