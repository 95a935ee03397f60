import type { CollectionSpec } from "../port.ts";
import type { Connection } from "./connection.ts";
import { columnSql, columnsIn, describeTable, hasColumns, type Table } from "./table.ts";

/** What an index is called. */
export function indexName(collection: string, paths: readonly string[]): string {
  return `${collection}_by_${paths.join("_").replaceAll(".", "_")}`;
}

/** The paths that a collection is found by: those get columns. */
export function columnsOf({ indexes }: CollectionSpec): string[] {
  return [...new Set(indexes.flat())].filter((path) => path !== "_id");
}

/** The statements that make what tables and indexes a file lacks; an index on a path without a column is on an expression. */
export function missingIn({ all }: Pick<Connection, "all">, specs: readonly CollectionSpec[]): string[] {
  const present = new Set(all("SELECT name FROM sqlite_master", []).map(({ name }) => name));
  const columned = hasColumns({ all });
  return specs.flatMap((spec) => {
    const exists = present.has(spec.name);
    const lacking = spec.indexes.filter((paths) => !present.has(indexName(spec.name, paths)));
    if (exists && lacking.length === 0) return [];
    const columns = exists ? columnsIn({ all }, spec.name) : columned ? columnsOf(spec) : [];
    const table = describeTable(spec, columns);
    const indexes = lacking.map((paths) => indexSql(table, paths));
    return exists ? indexes : [tableSql(table), ...indexes];
  });
}

function tableSql({ spec, columns }: Table): string {
  // Never WITHOUT ROWID: documents in the primary key's tree make counting many times slower.
  const fields = ["_id TEXT NOT NULL PRIMARY KEY", "doc TEXT NOT NULL", ...columns.map(columnSql)];
  return `CREATE TABLE IF NOT EXISTS ${spec.name} (${fields.join(", ")})`;
}

/** The statement that makes an index, on columns where the table has them. */
export function indexSql({ spec, field }: Table, paths: readonly string[]): string {
  const [first = ""] = paths;
  // Nobody asks for all that lacks one field, and most comments owe nothing: those need not be written to the index.
  const isPartial = paths.length === 1 || spec.sparse?.includes(first);
  const where = isPartial ? ` WHERE ${field(first)} IS NOT NULL` : "";
  return `CREATE INDEX IF NOT EXISTS ${indexName(spec.name, paths)} ON ${spec.name} (${paths.map(field).join(", ")})${where}`;
}
