import { checkCount, checkPath } from "../check.ts";
import type { Cursor, Doc, Sort } from "../port.ts";
import type { Connection } from "./connection.ts";
import type { Bindable } from "./driver.ts";
import { compileSort } from "./filter.ts";
import type { Table } from "./table.ts";

const pageSize = 500;

/** What a cursor reads: a compiled question and the reader of its rows. */
export interface Question<T> {
  table: Table;
  text: string;
  values: Bindable[];
  parse(text: string): T;
}

/** A cursor over one question. No statement stays open between two awaits. */
export function createCursor<T extends Doc>(connection: Connection, question: Question<T>): Cursor<T> {
  const { table, text, values, parse } = question;
  const { spec } = table;
  let order: Sort | null = null;
  let most = -1;
  let passed = 0;

  const rows = (sql: string, bound: Bindable[]) => connection.all(sql, bound).map((row) => parse(row["doc"] as string));

  async function all(): Promise<T[]> {
    // The engine plans by a bare number that is bound there, and would prepare the statement anew each time.
    const bounds = most >= 0 || passed > 0 ? " LIMIT ? + 0 OFFSET ?" : "";
    const sql = `SELECT doc FROM ${spec.name} WHERE ${text}${compileSort(table, order)}${bounds}`;
    return rows(sql, bounds === "" ? values : [...values, most, passed]);
  }

  async function* inPages(): AsyncGenerator<T> {
    let after = "";
    const sql = `SELECT doc FROM ${spec.name} WHERE ${text} AND _id > ? ORDER BY _id LIMIT ${pageSize}`;
    for (;;) {
      const page = rows(sql, [...values, after]);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < pageSize) return;
      after = last._id;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  const cursor: Cursor<T> = {
    sort(sort) {
      for (const path of Object.keys(sort)) checkPath(spec, path);
      order = sort;
      return cursor;
    },
    limit(count) {
      most = checkCount(spec, count, 1);
      return cursor;
    },
    skip(count) {
      passed = checkCount(spec, count, 0);
      return cursor;
    },
    toArray: all,
    async *[Symbol.asyncIterator]() {
      if (order === null && most < 0 && passed === 0) yield* inPages();
      else yield* await all();
    },
  };
  return cursor;
}
