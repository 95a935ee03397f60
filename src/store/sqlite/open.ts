import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { Adapter, CollectionSpec } from "../port.ts";
import { type Connection, createConnection } from "./connection.ts";
import { createSqliteDocs } from "./docs.ts";
import { openDatabase } from "./driver.ts";
import { translate } from "./errors.ts";
import { migrateSchema } from "./schema.ts";
import { snapshot } from "./snapshot.ts";

/** Milliseconds to wait for another process that holds the lock: at the start, and later for each write. */
const lockWaitMs = 5000;

/** The embedded store as an adapter; see `connect`. */
export async function openSqlite(file: string, specs: readonly CollectionSpec[]): Promise<Adapter> {
  const connection = await connect(file, specs);
  return {
    kind: "sqlite",
    docs: (spec) => createSqliteDocs(connection, spec),
    async ping() {
      connection.get("SELECT 1", []);
    },
    snapshot: (file, leftOut) => snapshot(connection, file, leftOut),
    close: connection.close,
  };
}

/**
 * Opens the embedded store: a file, made with its folder when it is missing, or `:memory:`. Throws `busy` when the file
 * is locked or may not be opened, `conflict` when it is not ours or newer than we are.
 */
export async function connect(
  file: string,
  specs: readonly CollectionSpec[],
  waitMs = lockWaitMs,
): Promise<Connection> {
  const inMemory = file === ":memory:";
  if (!inMemory) prepareFile(resolve(file));
  let db: Awaited<ReturnType<typeof openDatabase>> | null = null;
  try {
    db = await openDatabase(inMemory ? file : resolve(file));
    // The waiting time comes first: without it, a second process fails while the first one switches to WAL.
    db.exec(`PRAGMA busy_timeout = ${waitMs}`);
    db.exec("PRAGMA journal_mode = WAL");
    db.exec("PRAGMA synchronous = FULL");
    db.exec("PRAGMA cache_size = -16000");
    migrateSchema(db, specs);
    // From here on waiting is done between two turns of the event loop.
    db.exec("PRAGMA busy_timeout = 1");
    return createConnection(db, waitMs);
  } catch (error) {
    db?.close();
    throw translate(error);
  }
}

/** Makes the folder and an empty file that others cannot read: it will hold mail addresses and private keys. */
function prepareFile(file: string): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new Problem("busy", `The folder ${folder} for the database cannot be made; make it, or name another file.`, {
      cause,
    });
  }
  try {
    closeSync(openSync(file, "a", 0o600));
  } catch {
    // The engine tells why, and may still be able to read it.
  }
}
