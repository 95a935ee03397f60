import type { Doc } from "../port.ts";
import type { Connection } from "./connection.ts";
import type { Bindable } from "./driver.ts";
import { columnSql, type Table } from "./table.ts";

/** A document as its row has it: Dates as milliseconds, and what is in its columns. */
export interface Row {
  id: string;
  text: string;
  values: readonly Bindable[];
}

/** The row of a document, Dates as milliseconds, in a table. */
export function rowOf(table: Table, doc: object): Row {
  return { id: (doc as Doc)._id, text: JSON.stringify(doc), values: table.valuesOf(doc) };
}

/** Adds a row; throws the engine's error where its `_id` is taken. */
export function insertRow({ run }: Connection, { insertSql }: Table, { id, text, values }: Row): void {
  run(insertSql, [id, text, ...values]);
}

/** Writes what differs between a row and what comes in its place: each column that is set costs its indexes. */
export function replaceRow({ run }: Connection, { spec, columns }: Table, before: Row, after: Row): void {
  if (after.text === before.text) return;
  const differs = columns.map((_, i) => after.values[i] !== before.values[i]);
  const set = ["doc", ...columns.filter((_, i) => differs[i]).map(columnSql)].map((name) => `${name} = ?`);
  const values = after.values.filter((_, i) => differs[i]);
  run(`UPDATE ${spec.name} SET ${set.join(", ")} WHERE _id = ?`, [after.text, ...values, after.id]);
}
