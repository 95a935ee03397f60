import { checkDocument, checkFilter, checkPath, checkUpdate, checkUpsert } from "../check.ts";
import type { CollectionSpec, Doc, Docs, Filter, Update } from "../port.ts";
import { type Strict, withRelaxed } from "../relaxed.ts";
import { createReviver, lower } from "./codec.ts";
import type { Connection } from "./connection.ts";
import { createCursor } from "./cursor.ts";
import type { Bindable } from "./driver.ts";
import { isDuplicate } from "./errors.ts";
import { among, compileFilter, compileSort, type Sql } from "./filter.ts";
import { createKeptTexts, type KeptTexts } from "./kept-texts.ts";
import { createKnownIds, type KnownIds } from "./known-ids.ts";
import { insertRow, type Row, replaceRow, rowOf } from "./rows.ts";
import { compileSet } from "./set-sql.ts";
import { createTable } from "./table.ts";
import { applyUpdate, seedFrom } from "./update.ts";

/** One collection over a table, as `Table` describes it. Statements run at once; promises of writes resolve when they are committed. */
export function createSqliteDocs<T extends Doc>(connection: Connection, spec: CollectionSpec): Docs<T> {
  const known = spec.few ? createKnownIds(connection, spec.name) : null;
  const kept = spec.often ? createKeptTexts(connection) : null;
  return withRelaxed((relaxed) => createDocs<T>({ connection, spec, known, kept }, relaxed));
}

interface Needs {
  connection: Connection;
  spec: CollectionSpec;
  known: KnownIds | null;
  kept: KeptTexts | null;
}

function createDocs<T extends Doc>({ connection, spec, known, kept }: Needs, relaxed: boolean): Strict<T> {
  const { name } = spec;
  const table = createTable(connection, spec);
  const revive = createReviver(spec);
  const byIdSql = `SELECT doc FROM ${name} WHERE _id = ?`;
  const textOf = (sql: string, values: Bindable[]) =>
    (connection.get(sql, values)?.["doc"] as string | undefined) ?? null;
  const read = (id: string) => textOf(byIdSql, [id]);
  const byId = (id: string) => (kept ? kept.get(id, read) : read(id));

  function where(filter: Filter<T>): Sql {
    const alone = idsAlone(filter);
    if (alone !== null) return alone;
    checkFilter(spec, filter);
    return compileFilter(table(), filter);
  }

  function insert(doc: object): Row | null {
    try {
      const row = rowOf(table(), doc);
      insertRow(connection, table(), row);
      known?.added(row.id);
      return row;
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  }

  /** Changes the first documents that match, by a checked update, and hands each to `seen`, as stored before and after. */
  function change(
    filter: Filter<T>,
    update: Update<T>,
    rest: string,
    seen?: (before: string, after: string) => void,
  ): number {
    const { text, values } = where(filter);
    const rows = connection.all(`SELECT doc FROM ${name} WHERE ${text}${rest}`, values);
    const current = table();
    // All are computed before the first is written, so that a misuse changes nothing.
    const changes = rows.map((row) => {
      const stored = row["doc"] as string;
      const doc = JSON.parse(stored) as Doc;
      const before: Row = { id: doc._id, text: stored, values: current.valuesOf(doc) };
      applyUpdate(spec, doc, update, false);
      return { before, after: rowOf(current, doc) };
    });
    for (const { before, after } of changes) {
      kept?.drop(before.id);
      replaceRow(connection, current, before, after);
      seen?.(before.text, after.text);
    }
    return changes.length;
  }

  function upsert(filter: Filter<T>, update: Update<T>): Row | null {
    checkUpsert(spec, filter);
    const doc = seedFrom(spec, filter);
    applyUpdate(spec, doc, update, true);
    return insert(doc);
  }

  const parse = (text: string) => revive<T>(JSON.parse(text) as object);

  const write = <R>(work: () => R) => connection.write(work, relaxed);
  const writeUpdate = <R>(update: Update<T>, work: () => R) =>
    write(() => {
      checkUpdate(spec, update);
      return work();
    });

  function remove(sql: string, values: Bindable[]): Promise<number> {
    return write(() => {
      known?.forget();
      kept?.forget();
      return connection.run(sql, values);
    });
  }

  return {
    spec,
    find(filter) {
      const { text, values } = where(filter);
      return createCursor<T>(connection, { table: table(), text, values, parse });
    },
    async findOne(filter) {
      const { text, values } = where(filter);
      const found =
        text === oneId ? byId(values[0] as string) : textOf(`SELECT doc FROM ${name} WHERE ${text} LIMIT 1`, values);
      return found === null ? null : parse(found);
    },
    async named(ids) {
      const asked = known ? known.among(ids) : ids;
      if (asked.length === 0) return [];
      const { text, values } = among("_id", [...asked]);
      return connection.all(`SELECT doc FROM ${name} WHERE ${text}`, values).map((row) => parse(row["doc"] as string));
    },
    async insertOne(doc) {
      checkDocument(spec, doc);
      const stored = lower(doc) as object;
      return write(() => (insert(stored) ? "added" : "already"));
    },
    async insertMany(docs) {
      for (const doc of docs) checkDocument(spec, doc);
      const stored = docs.map((doc) => lower(doc) as object);
      return write(() => stored.filter(insert).length);
    },
    async updateOne(filter, update, options = {}) {
      return writeUpdate(update, () => {
        const matched = change(filter, update, " LIMIT 1");
        if (matched > 0 || !options.upsert) return matched;
        return upsert(filter, update) ? 1 : 0;
      });
    },
    async updateMany(filter, update) {
      return writeUpdate(update, () => {
        const set = compileSet(table(), update);
        if (set === null) return change(filter, update, "");
        const { text, values } = where(filter);
        kept?.forget();
        return connection.run(`UPDATE ${name} SET ${set.text} WHERE ${text}`, [...set.values, ...values]);
      });
    },
    async findOneAndUpdate(filter, update, options = {}) {
      return writeUpdate(update, () => {
        let found = "";
        const keep = (before: string, after: string) => {
          found = options.returnDocument === "after" ? after : before;
        };
        const matched = change(filter, update, `${compileSort(table(), options.sort ?? null)} LIMIT 1`, keep);
        if (matched === 0 && options.upsert) {
          const inserted = upsert(filter, update);
          if (options.returnDocument === "after") found = inserted?.text ?? "";
        }
        return found === "" ? null : parse(found);
      });
    },
    async deleteOne(filter) {
      const { text, values } = where(filter);
      const sql = `DELETE FROM ${name} WHERE _id = (SELECT _id FROM ${name} WHERE ${text} LIMIT 1)`;
      return remove(sql, values);
    },
    async deleteMany(filter) {
      const { text, values } = where(filter);
      return remove(`DELETE FROM ${name} WHERE ${text}`, values);
    },
    async countDocuments(filter) {
      const { text, values } = where(filter);
      return connection.get(`SELECT count(*) AS n FROM ${name} WHERE ${text}`, values)?.["n"] as number;
    },
    async countBy(field, filter) {
      checkPath(spec, field);
      const { text, values } = where(filter);
      const key = table().field(field);
      const sql = `SELECT ${key} AS k, count(*) AS n FROM ${name} WHERE ${text} AND ${key} IS NOT NULL GROUP BY ${key}`;
      return new Map(connection.all(sql, values).map((row) => [row["k"] as string, row["n"] as number]));
    },
  };
}

const oneId = "_id = ?";

/** The commonest questions, which ask for one id or some and need no compiling; null for any other. */
function idsAlone(filter: object): Sql | null {
  for (const path in filter) if (path !== "_id") return null;
  const { _id } = filter as { _id?: unknown };
  if (typeof _id === "string") return { text: oneId, values: [_id] };
  if (typeof _id !== "object" || _id === null) return null;
  for (const operator in _id) if (operator !== "$in") return null;
  const { $in: ids } = _id as { $in?: unknown };
  return Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === "string") ? among("_id", ids) : null;
}
