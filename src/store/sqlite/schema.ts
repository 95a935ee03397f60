import { Problem } from "../../domain/problem.ts";
import type { CollectionSpec } from "../port.ts";
import type { Database } from "./driver.ts";
import { missingIn } from "./layout.ts";
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
  const version = pragma(db, "user_version");
  refuseForeign(db, version, called);
  if (version === 0) inTransaction(db, () => claim(db));
  const missing = missingIn({ all: (sql, values) => db.prepare(sql).all(...values) }, specs);
  // No lock is taken when there is nothing to make.
  if (missing.length === 0) return;
  inTransaction(db, () => {
    for (const sql of missing) db.exec(sql);
  });
}

function claim(db: Database): void {
  // Another process may have been quicker.
  if (pragma(db, "user_version") > 0) return;
  db.exec(`PRAGMA application_id = ${applicationId}`);
  db.exec(`PRAGMA user_version = ${schemaVersion}`);
}

function refuseForeign(db: Database, version: number, called: string): void {
  const owner = pragma(db, "application_id");
  if (version === 0 && owner === 0 && !db.prepare("SELECT 1 FROM sqlite_master LIMIT 1").get()) return;
  if (owner !== applicationId) {
    throw new Problem("conflict", `${called} belongs to another program; name a new file for Antiphon.`);
  }
  if (version > schemaVersion) {
    const sentence =
      `${called} was written by a newer Antiphon (schema ${version}, this one knows ${schemaVersion}): ` +
      "start the newer version, or restore a backup made before the upgrade.";
    throw new Problem("conflict", sentence);
  }
}

function inTransaction(db: Database, work: () => void): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    work();
    db.exec("COMMIT");
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}

function pragma(db: Database, name: string): number {
  return db.prepare(`PRAGMA ${name}`).get()?.[name] as number;
}
