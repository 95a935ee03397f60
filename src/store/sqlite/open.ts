import { closeSync, mkdirSync, openSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { Adapter, CollectionSpec } from "../port.ts";
import { runApart } from "./apart.ts";
import { type Connection, createConnection } from "./connection.ts";
import { createSqliteDocs } from "./docs.ts";
import { type Database, openDatabase } from "./driver.ts";
import { isLocked, translate } from "./errors.ts";
import { indexName } from "./layout.ts";
import { whenUnlocked } from "./locks.ts";
import { reshape } from "./reshape.ts";
import { ensureSchema } from "./schema.ts";
import { snapshot } from "./snapshot.ts";
import { hasColumns } from "./table.ts";
import { createWalSync, noSync, type WalSync } from "./wal-sync.ts";

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
  /** Hears that the disk lost what it was to keep. Nothing is told to be stored from then on: the process has to end, without closing. */
  onLost?: ((problem: Problem) => void) | undefined;
}

/** The embedded store as an adapter; see `connect`. */
export async function openSqlite(
  file: string,
  specs: readonly CollectionSpec[],
  options: ConnectOptions = {},
): Promise<Adapter> {
  const connection = await connect(file, specs, options);
  /** What a connection of another thread can open. */
  const apart = file === ":memory:" || options.alone ? null : resolve(file);
  return {
    kind: "sqlite",
    docs: (spec) => createSqliteDocs(connection, spec),
    async ping() {
      connection.get("SELECT 1", []);
    },
    async faults() {
      const [rows = []] =
        apart === null
          ? [connection.all("PRAGMA integrity_check(5)", [])]
          : await runApart(apart, [{ sql: "PRAGMA integrity_check(5)" }]).catch((error: unknown) => {
              throw translate(error);
            });
      return rows.map((row) => String(row["integrity_check"])).filter((line) => line !== "ok");
    },
    async dropIndex(collection, paths) {
      await connection.write(() => connection.run(`DROP INDEX IF EXISTS ${indexName(collection, paths)}`, []), false);
    },
    isShaped: () => hasColumns(connection),
    async reshape(note) {
      await connection.write(() => reshape(connection, specs, note), false);
      // The log has grown as large as the store, and would stay so.
      connection.alone("PRAGMA wal_checkpoint(TRUNCATE)", []);
    },
    snapshot: (copy, leftOut) => snapshot(connection, apart, copy, leftOut),
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
  let db: Database | null = null;
  try {
    const opened = await openDatabase(path);
    db = opened;
    // The engine never waits long for a lock: that is done between two turns of the event loop.
    db.exec("PRAGMA busy_timeout = 1");
    await whenUnlocked(() => setUp(opened, alone), waitMs);
    await whenUnlocked(() => ensureSchema(opened, specs, called), waitMs);
    return createConnection(db, diskOf(path, options.onLost), { lockMs: waitMs });
  } catch (error) {
    db?.close();
    if (alone && isLocked(error)) {
      const sentence = `${called} is in use by a running node or another command; stop that one first.`;
      throw new Problem("conflict", sentence, { cause: error });
    }
    throw translate(error, called);
  }
}

function setUp(db: Database, alone: boolean): void {
  // In WAL mode every open connection keeps a shared lock, also while it does nothing: this one is had by nobody else.
  if (alone) db.exec("PRAGMA locking_mode = EXCLUSIVE");
  db.exec("PRAGMA journal_mode = WAL");
  // Commits are flushed by whoever waits for the disk, not by the engine: see wal-sync.
  db.exec("PRAGMA synchronous = NORMAL");
  db.exec("PRAGMA cache_size = -16000");
  // The log grows to 16 MB before it is worked into the file: pages that change again meanwhile are written there once.
  db.exec("PRAGMA wal_autocheckpoint = 4000");
  // What a process before this one was refused by the disk may be in the log and not on the disk, which nobody can see.
  // What is worked into the file is written, and flushed, anew.
  db.exec("PRAGMA wal_checkpoint(PASSIVE)");
}

/** The engine follows links to the file, and has its log beside that. */
function diskOf(path: string, onLost: ConnectOptions["onLost"]): WalSync {
  return path === ":memory:" ? noSync : createWalSync(realpathSync(path), { onLost });
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
