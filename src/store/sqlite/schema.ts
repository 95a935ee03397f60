import { Problem } from "../../domain/problem.ts";
import type { CollectionSpec } from "../port.ts";
import type { Database } from "./driver.ts";
import { missingIn } from "./layout.ts";
import { rollBack } from "./look.ts";
import { columnsSince } from "./table.ts";

/** “Anti” in ASCII: tells our files from other programs' SQLite databases. */
const applicationId = 0x416e7469;

/** The `user_version` of a file that is made now. */
const schemaVersion = columnsSince;

/**
 * Makes a new database ours, and what tables and indexes any lacks. An older one keeps its shape, in which it works as
 * well: to change it takes minutes (see `reshape`). Throws `conflict` for a file that a newer Antiphon wrote or that
 * belongs to another program, `called` as in its sentence, and then changes nothing.
 */
export function ensureSchema(db: Database, specs: readonly CollectionSpec[], called: string): void {
  // One look for all that is asked, as another process may be making the same file ours.
  const version = inTransaction(db, "BEGIN", () => versionOf(db, called));
  if (version === 0) inTransaction(db, "BEGIN IMMEDIATE", () => claim(db));
  const missing = missingIn({ all: (sql, values) => db.prepare(sql).all(...values) }, specs);
  // No lock is taken when there is nothing to make.
  if (missing.length === 0) return;
  inTransaction(db, "BEGIN IMMEDIATE", () => {
    for (const sql of missing) db.exec(sql);
  });
}

function claim(db: Database): void {
  // Another process may have been quicker.
  if (pragma(db, "user_version") > 0) return;
  db.exec(`PRAGMA application_id = ${applicationId}`);
  db.exec(`PRAGMA user_version = ${schemaVersion}`);
}

/** The version of a file that is ours, or free to be. */
function versionOf(db: Database, called: string): number {
  const version = pragma(db, "user_version");
  const owner = pragma(db, "application_id");
  if (version === 0 && owner === 0 && !db.prepare("SELECT 1 FROM sqlite_master LIMIT 1").get()) return version;
  if (owner !== applicationId) {
    throw new Problem("conflict", `${called} belongs to another program; name a new file for Antiphon.`);
  }
  if (version > schemaVersion) {
    const sentence =
      `${called} was written by a newer Antiphon (schema ${version}, this one knows ${schemaVersion}): ` +
      "start the newer version, or restore a backup made before the upgrade.";
    throw new Problem("conflict", sentence);
  }
  return version;
}

function inTransaction<R>(db: Database, begin: "BEGIN" | "BEGIN IMMEDIATE", work: () => R): R {
  db.exec(begin);
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    rollBack(db);
    throw error;
  }
}

function pragma(db: Database, name: string): number {
  return db.prepare(`PRAGMA ${name}`).get()?.[name] as number;
}
