import { Problem } from "../../domain/problem.ts";
import type { CollectionSpec } from "../port.ts";
import type { Database } from "./driver.ts";
import { fieldSql } from "./filter.ts";

/** “Anti” in ASCII: tells our files from other programs' SQLite databases. */
const applicationId = 0x416e7469;

/** Steps from one schema version to the next, in order; the version of a file is how many of them it has seen. */
const migrations: readonly ((db: Database) => void)[] = [(db) => db.exec(`PRAGMA application_id = ${applicationId}`)];

/**
 * Brings a database to the current schema. Throws `conflict` for a file that a newer Antiphon wrote or that belongs to
 * another program, `called` as in its sentence, and then changes nothing.
 */
export function migrateSchema(db: Database, specs: readonly CollectionSpec[], called: string): void {
  const version = pragma(db, "user_version");
  refuseForeign(db, version, called);
  if (version < migrations.length) {
    inTransaction(db, () => {
      // Another process may have been quicker.
      for (const step of migrations.slice(pragma(db, "user_version"))) step(db);
      db.exec(`PRAGMA user_version = ${migrations.length}`);
    });
  }
  ensureSchema(db, specs);
}

/** Creates the tables and indexes that are missing; takes no lock when there are none. */
function ensureSchema(db: Database, specs: readonly CollectionSpec[]): void {
  const present = new Set(
    db
      .prepare("SELECT name FROM sqlite_master")
      .all()
      .map((row) => row["name"]),
  );
  const missing = specs.flatMap(statements).filter(({ name }) => !present.has(name));
  if (missing.length === 0) return;
  inTransaction(db, () => {
    for (const { sql } of missing) db.exec(sql);
  });
}

function statements(spec: CollectionSpec): { name: string; sql: string }[] {
  // Never WITHOUT ROWID: documents in the primary key's tree make counting many times slower.
  const table = `CREATE TABLE IF NOT EXISTS ${spec.name} (_id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL)`;
  const indexes = spec.indexes.map((paths) => {
    const name = `${spec.name}_by_${paths.join("_").replaceAll(".", "_")}`;
    // Nobody asks for all that lacks one field, and most comments owe nothing: those need not be written to the index.
    const present = paths.length === 1 ? ` WHERE ${fieldSql(paths[0] as string)} IS NOT NULL` : "";
    return {
      name,
      sql: `CREATE INDEX IF NOT EXISTS ${name} ON ${spec.name} (${paths.map(fieldSql).join(", ")})${present}`,
    };
  });
  return [{ name: spec.name, sql: table }, ...indexes];
}

function refuseForeign(db: Database, version: number, called: string): void {
  const owner = pragma(db, "application_id");
  if (version === 0 && owner === 0 && !db.prepare("SELECT 1 FROM sqlite_master LIMIT 1").get()) return;
  if (owner !== applicationId) {
    throw new Problem("conflict", `${called} belongs to another program; name a new file for Antiphon.`);
  }
  if (version > migrations.length) {
    const sentence =
      `${called} was written by a newer Antiphon (schema ${version}, this one knows ${migrations.length}): ` +
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
