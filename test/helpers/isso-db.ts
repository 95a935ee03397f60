import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bindable, type Database, openDatabase } from "../../src/store/sqlite/driver.ts";

/** One comment as Isso stores it; what is left out is what Isso writes for a plain one. */
export interface IssoComment {
  id: number;
  uri?: string;
  parent?: number | null;
  created?: number | string | null;
  modified?: number | null;
  mode?: number | null;
  remote_addr?: string | null;
  text?: string | null;
  author?: string | null;
  email?: string | null;
  website?: string | null;
  likes?: number | string;
  dislikes?: number;
  /** Hexadecimal. */
  voters?: string;
  notification?: number | null;
}

export interface IssoDatabase {
  schema?: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  sessionKey?: string;
  /** Titles by address; pages of comments that have none here get one. */
  titles?: Record<string, string | null>;
  comments: IssoComment[];
}

/** The network that all comments come from, unless they say otherwise, and the face that Isso draws from it. */
export const network = "127.0.0.0";
export const faceOfNetwork = "4505c1eeda98";

/** A folder for the files of one suite. */
export function createFolder(): { file(name: string): string; clear(): void } {
  const folder = mkdtempSync(join(tmpdir(), "antiphon-importers-"));
  return { file: (name) => join(folder, name), clear: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes the database of an Isso, with the tables that its schema had; returns its open connection, which must be closed. */
export async function openIssoDb(file: string, { schema = 5, ...given }: IssoDatabase): Promise<Database> {
  const db = await openDatabase(file);
  const text = schema >= 5 ? "VARCHAR NOT NULL" : "VARCHAR";
  const notification = schema >= 4 ? ", notification INTEGER DEFAULT 0" : "";
  db.exec(`
    CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
    CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL,
      modified FLOAT, mode INTEGER, remote_addr VARCHAR, text ${text}, author VARCHAR, email VARCHAR, website VARCHAR,
      likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL${notification});
    CREATE TRIGGER remove_stale_threads AFTER DELETE ON comments BEGIN
      DELETE FROM threads WHERE id NOT IN (SELECT tid FROM comments); END;
    PRAGMA user_version = ${schema};`);
  if (schema >= 2) {
    db.exec("CREATE TABLE preferences (key VARCHAR PRIMARY KEY, value VARCHAR)");
    db.prepare("INSERT INTO preferences VALUES ('session-key', ?)").run(given.sessionKey ?? "0123456789abcdef");
  }
  for (const [uri, title] of Object.entries(given.titles ?? {})) {
    db.prepare("INSERT INTO threads (uri, title) VALUES (?, ?)").run(uri, title);
  }
  db.exec("BEGIN");
  for (const comment of given.comments) insertComment(db, comment, schema);
  db.exec("COMMIT");
  return db;
}

/** As `openIssoDb`, closed already. */
export async function writeIssoDb(file: string, given: IssoDatabase): Promise<string> {
  (await openIssoDb(file, given)).close();
  return file;
}

/** Adds a comment to an open database, as Isso does. */
export function insertComment(db: Database, given: IssoComment, schema = 5): void {
  const comment = { uri: "/post/", created: 1_400_000_000 + given.id, mode: 1, remote_addr: network, ...given };
  const { uri, voters = "", ...columns } = { text: `Text ${given.id}`, author: "Anna", ...comment };
  db.prepare("INSERT OR IGNORE INTO threads (uri, title) VALUES (?, ?)").run(uri, "A post");
  const tid = db.prepare("SELECT id FROM threads WHERE uri = ?").get(uri)?.["id"] as number;
  const row: Record<string, Bindable> = { tid, ...columns };
  if (schema < 4) delete row["notification"];
  const names = Object.keys(row);
  const values = names.map(() => "?").join(", ");
  db.prepare(`INSERT INTO comments (${names.join(", ")}, voters) VALUES (${values}, x'${voters}')`).run(
    ...Object.values(row),
  );
}
