import type { CollectionSpec } from "../port.ts";
import type { Connection } from "./connection.ts";
import { columnsOf, indexName, indexSql } from "./layout.ts";
import { columnSql, columnsSince, describeTable, hasColumns, saidSql } from "./table.ts";

/**
 * Gives the tables of an older file their columns, and indexes on those; `note` first hears how many documents each
 * collection has. To be called within a write: so it is done as a whole or not at all.
 */
export function reshape(
  { all, run }: Pick<Connection, "all" | "run">,
  specs: readonly CollectionSpec[],
  note: (collection: string, documents: number) => void,
): void {
  // Another process may have been quicker.
  if (hasColumns({ all })) return;
  const tables = specs.map((spec) => describeTable(spec, columnsOf(spec))).filter(({ columns }) => columns.length > 0);
  for (const { spec } of tables) note(spec.name, all(`SELECT count(*) AS n FROM ${spec.name}`, [])[0]?.["n"] as number);
  for (const table of tables) {
    const { name, indexes } = table.spec;
    for (const paths of indexes) run(`DROP INDEX IF EXISTS ${indexName(name, paths)}`, []);
    for (const path of table.columns) run(`ALTER TABLE ${name} ADD COLUMN ${columnSql(path)}`, []);
    const set = table.columns.map((path) => `${columnSql(path)} = ${saidSql(path)}`);
    run(`UPDATE ${name} SET ${set.join(", ")}`, []);
    for (const paths of indexes) run(indexSql(table, paths), []);
  }
  run(`PRAGMA user_version = ${columnsSince}`, []);
}
