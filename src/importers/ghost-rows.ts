import type { FaultDraft, ForeignDatabase } from "../domain/import.ts";
import { fieldsOf, listOf } from "./json-fields.ts";
import { readValues } from "./read-json.ts";

/** A row of one of Ghost's tables, by the names of its columns. */
export interface GhostRow {
  kind: "row";
  table: GhostTable;
  fields: Readonly<Record<string, unknown>>;
}

export type GhostTable = "posts" | "members" | "comment_likes" | "comments";

/** Rows of some tables, read anew each time. */
export type GhostRows = (...tables: GhostTable[]) => AsyncIterable<GhostRow | FaultDraft>;

/** The tables of an export of the database, or what the members' API answers: comments, each with its member and its answers. */
export function ghostJsonRows(file: string): GhostRows {
  return async function* rows(...tables) {
    const known = new Set<string>(tables);
    const tableOf = (path: string) => /^(?:(?:\/db\/\*)?\/data)?\/(\w+)\/\*$/.exec(path)?.[1] ?? "";
    for await (const piece of readValues(file, { isWanted: (path) => known.has(tableOf(path)) })) {
      if (piece.kind === "fault") yield piece;
      else yield* rowsIn(tableOf(piece.path) as GhostTable, piece.value);
    }
  };
}

function* rowsIn(table: GhostTable, value: unknown): Iterable<GhostRow> {
  const fields = fieldsOf(value);
  yield { kind: "row", table, fields };
  if (table !== "comments") return;
  for (const answer of listOf(fields["replies"])) {
    const post = { post_id: fields["post_id"], post: fields["post"] };
    yield* rowsIn(table, { ...post, ...fieldsOf(answer) });
  }
}

const columns: Record<GhostTable, readonly string[]> = {
  posts: ["id", "uuid", "slug", "title", "status", "visibility", "comment_id"],
  members: ["id", "uuid", "email", "name"],
  comment_likes: ["id", "comment_id", "score"],
  comments: ["id", "post_id", "member_id", "parent_id", "in_reply_to_id", "status", "html", "created_at", "edited_at"],
};

const pageSize = 500;

/** The tables of a Ghost on SQLite; columns that its version does not have are left out. */
export function ghostTableRows(db: ForeignDatabase): GhostRows {
  return async function* rows(...tables) {
    for (const table of tables) {
      const there = new Set(db.all(`PRAGMA table_info(${table})`).map(({ name }) => String(name)));
      const names = columns[table].filter((name) => there.has(name));
      let last = "";
      while (there.has("id")) {
        const sql = `SELECT ${names.join(", ")} FROM ${table} WHERE id > ? ORDER BY id LIMIT ${pageSize}`;
        const page = db.all(sql, [last]);
        for (const fields of page) yield { kind: "row", table, fields };
        if (page.length < pageSize) break;
        last = String(page.at(-1)?.["id"]);
      }
    }
  };
}
