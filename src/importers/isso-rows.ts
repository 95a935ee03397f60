import type { ForeignDatabase } from "../domain/import.ts";
import { Problem } from "../domain/problem.ts";

/** The newest schema that is known. */
const newestSchema = 5;

const pageSize = 500;

/** A thread, with every value as text: no number is too large for that. */
export type ThreadRow = Record<"id" | "uri" | "title", string | null>;

/** A comment, likewise; only times, in seconds, are numbers. `parentCreated` is when the comment answered was made. */
export type CommentRow = Record<
  | ("id" | "tid" | "parent" | "mode" | "text" | "author" | "email" | "website" | "network")
  | ("likes" | "dislikes" | "notification" | "voters"),
  string | null
> &
  Record<"created" | "parentCreated" | "modified", number | null>;

/** The tables of an Isso, a page at a time. */
export interface IssoTables {
  schema: number;
  sessionKey: string | null;
  threads(): Iterable<ThreadRow>;
  comments(): Iterable<CommentRow>;
}

/** Looks an Isso's database over. Throws `invalid` when it is none, `unsupported` when it is newer than we know. */
export function readTables(db: ForeignDatabase, file: string): IssoTables {
  const columns = (table: string) => {
    const isTable = db.all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [table]).length > 0;
    return new Set(isTable ? db.all(`PRAGMA table_info(${table})`).map(({ name }) => String(name)) : []);
  };
  const [threads, comments, preferences] = [columns("threads"), columns("comments"), columns("preferences")];
  const needed = ["id", "tid", "parent", "created", "mode", "text", "author"];
  if (!threads.has("uri") || !needed.every((name) => comments.has(name))) {
    throw new Problem("invalid", `${file} is no database of Isso: it has no threads and comments as Isso keeps them.`);
  }
  const schema = Number(db.all("PRAGMA user_version")[0]?.["user_version"]);
  if (schema > newestSchema) {
    throw new Problem(
      "unsupported",
      `${file} was written by a newer Isso (schema ${schema}); schemas 0 to ${newestSchema} are known.`,
    );
  }
  const [key] = preferences.has("value")
    ? db.all("SELECT CAST(value AS TEXT) AS value FROM preferences WHERE key = 'session-key'")
    : [];
  const text = (name: string) => (comments.has(name) ? `CAST(c.${name} AS TEXT)` : "NULL");
  const time = (name: string, table = "c") => (comments.has(name) ? `CAST(${table}.${name} AS REAL)` : "NULL");
  const texts = [
    "id",
    "tid",
    "parent",
    "mode",
    "text",
    "author",
    "email",
    "website",
    "likes",
    "dislikes",
    "notification",
  ];

  return {
    schema,
    sessionKey: typeof key?.["value"] === "string" && key["value"] !== "" ? key["value"] : null,
    threads: () =>
      pages(
        db,
        "SELECT CAST(t.id AS TEXT) AS id, CAST(t.uri AS TEXT) AS uri, CAST(t.title AS TEXT) AS title",
        "threads t",
      ),
    comments: () =>
      pages(
        db,
        `SELECT ${texts.map((name) => `${text(name)} AS ${name}`).join(", ")}, ${text("remote_addr")} AS network,
          ${time("created")} AS created, ${time("created", "p")} AS parentCreated, ${time("modified")} AS modified,
          ${comments.has("voters") ? "hex(c.voters)" : "NULL"} AS voters`,
        "comments c LEFT JOIN comments p ON p.id = c.parent",
      ),
  };
}

/** Reads rows by their number, which both tables have as `id`, so that no more than a page is held at a time. */
function* pages<R extends { id: string | null }>(db: ForeignDatabase, select: string, from: string): Iterable<R> {
  const id = `${from.split(" ")[1]}.id`;
  let last: string | null = null;
  for (;;) {
    const where: string = last === null ? "" : `WHERE ${id} > CAST(? AS INTEGER)`;
    const sql = `${select} FROM ${from} ${where} ORDER BY ${id} LIMIT ${pageSize}`;
    const rows = db.all(sql, last === null ? [] : [last]) as R[];
    yield* rows;
    last = rows.at(-1)?.id ?? null;
    if (rows.length < pageSize || last === null) return;
  }
}
