import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { Adapter, CollectionSpec } from "../port.ts";
import { type Connection, createConnection } from "./connection.ts";
import { createSqliteDocs } from "./docs.ts";
import { openDatabase } from "./driver.ts";
import { isLocked, translate } from "./errors.ts";
import { migrateSchema } from "./schema.ts";
import { snapshot } from "./snapshot.ts";

/** Milliseconds to wait for another process that holds the lock: at the start, and later for each write. */
const lockWaitMs = 5000;
/** Milliseconds to wait until nobody else has the file open: a node that serves keeps it, a command soon lets go. */
const aloneWaitMs = 500;

export interface ConnectOptions {
  /** How sentences about opening call it; the file and the setting that names it when nothing is said. */
  called?: string | undefined;
  /** Nobody else may have it open, as long as this one is. */
  alone?: boolean | undefined;
  waitMs?: number;
}

/** The embedded store as an adapter; see `connect`. */
export async function openSqlite(
  file: string,
  specs: readonly CollectionSpec[],
  options: ConnectOptions = {},
): Promise<Adapter> {
  const connection = await connect(file, specs, options);
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
 * is locked or may not be opened, `conflict` when it is not ours or newer than we are, or must be ours alone and is not.
 */
export async function connect(
  file: string,
  specs: readonly CollectionSpec[],
  options: ConnectOptions = {},
): Promise<Connection> {
  const { alone = false, waitMs = alone ? aloneWaitMs : lockWaitMs } = options;
  const path = file === ":memory:" ? file : resolve(file);
  const called = options.called ?? `The database ${path} (ANTIPHON_STORE)`;
  if (path !== ":memory:") prepareFile(path, called);
  let db: Awaited<ReturnType<typeof openDatabase>> | null = null;
  try {
    db = await openDatabase(path);
    // The waiting time comes first: without it, a second process fails while the first one switches to WAL.
    db.exec(`PRAGMA busy_timeout = ${waitMs}`);
    // In WAL mode every open connection keeps a shared lock, also while it does nothing: this one is had by nobody else.
    if (alone) db.exec("PRAGMA locking_mode = EXCLUSIVE");
    db.exec("PRAGMA journal_mode = WAL");
    db.exec("PRAGMA synchronous = FULL");
    db.exec("PRAGMA cache_size = -16000");
    migrateSchema(db, specs, called);
    // From here on waiting is done between two turns of the event loop.
    db.exec("PRAGMA busy_timeout = 1");
    return createConnection(db, waitMs);
  } catch (error) {
    db?.close();
    if (alone && isLocked(error)) {
      const sentence = `${called} is in use by a running node or another command; stop that one first.`;
      throw new Problem("conflict", sentence, { cause: error });
    }
    throw translate(error, called);
  }
}

/** Makes the folder and an empty file that others cannot read: it will hold mail addresses and private keys. */
function prepareFile(file: string, called: string): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const sentence = `${called} cannot be made, nor the folder ${folder} for it; make that one, or name another file.`;
    throw new Problem("busy", sentence, { cause });
  }
  try {
    closeSync(openSync(file, "a", 0o600));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EISDIR") {
      throw new Problem("busy", `${called} is a folder; name a file in it.`, { cause });
    }
    // Else the engine tells why, and may still be able to read it.
  }
}
