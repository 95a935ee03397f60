import type { CollectionSpec } from "../port.ts";
import type { Connection } from "./connection.ts";
import type { Bindable } from "./driver.ts";

/** Since this `user_version` of a file its tables have columns; those of earlier ones are `(_id, doc)`. */
export const columnsSince = 2;

/**
 * A table as it stands in the file: `_id`, the document as JSON, and beside it the fields that indexes are made of, each
 * in a column that is called by its path and holds what `doc->>'$.path'` says. SQLite leaves an index alone when no
 * column of it is set, but would have to work out every expression anew as soon as the document is.
 */
export interface Table {
  spec: CollectionSpec;
  /** The paths that have a column. */
  columns: readonly string[];
  /** The SQL expression of a field: its column where it has one. */
  field(path: string): string;
  /** What the columns hold for a document (Dates as milliseconds), in their order. */
  valuesOf(doc: object): Bindable[];
  /** Adds a row: `_id`, the document, and each of `valuesOf`. */
  insertSql: string;
}

/** The table of a collection with columns at these paths. */
export function describeTable(spec: CollectionSpec, columns: readonly string[]): Table {
  const known = new Set(columns);
  const ways = columns.map((path) => path.split("."));
  const names = ["_id", "doc", ...columns.map(columnSql)];
  return {
    spec,
    columns,
    field: (path) => (path === "_id" ? "_id" : known.has(path) ? columnSql(path) : saidSql(path)),
    valuesOf: (doc) => ways.map((way) => valueAt(doc, way)),
    insertSql: `INSERT INTO ${spec.name} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
  };
}

/** Whether the tables of a file have columns. */
export function hasColumns({ all }: Pick<Connection, "all">): boolean {
  return (all("PRAGMA user_version", [])[0]?.["user_version"] as number) >= columnsSince;
}

/** The table of a collection in an open file. It is looked at until the file has columns, which it may get meanwhile. */
export function createTable(connection: Pick<Connection, "all">, spec: CollectionSpec): () => Table {
  let settled: Table | null = null;
  return () => {
    if (settled) return settled;
    const isSettled = hasColumns(connection);
    const table = describeTable(spec, columnsIn(connection, spec.name));
    if (isSettled) settled = table;
    return table;
  };
}

/** The paths that a table has columns for, whichever program gave it them. */
export function columnsIn({ all }: Pick<Connection, "all">, table: string): string[] {
  const names = all(`PRAGMA table_info(${table})`, []).map(({ name }) => name as string);
  return names.filter((name) => name !== "_id" && name !== "doc");
}

/** The name of the column of a path, in quotes. */
export function columnSql(path: string): string {
  return `"${path}"`;
}

/** What a document itself says at a path. */
export function saidSql(path: string): string {
  return `doc->>'$.${path}'`;
}

function valueAt(doc: object, way: readonly string[]): Bindable {
  let value: unknown = doc;
  for (const name of way) {
    if (typeof value !== "object" || value === null) return null;
    value = (value as Record<string, unknown>)[name];
  }
  if (typeof value === "string" || typeof value === "number") return value;
  if (value === undefined || value === null) return null;
  return typeof value === "boolean" ? Number(value) : JSON.stringify(value);
}
