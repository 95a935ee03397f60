import { checkDocument, checkFilter, checkPath, checkUpdate, checkUpsert } from "../check.ts";
import type { CollectionSpec, Doc, Docs, Filter, Update } from "../port.ts";
import { type Strict, withRelaxed } from "../relaxed.ts";
import { createReviver, lower } from "./codec.ts";
import type { Connection } from "./connection.ts";
import { createCursor } from "./cursor.ts";
import { isDuplicate } from "./errors.ts";
import { among, compileFilter, compileSort, fieldSql, type Sql } from "./filter.ts";
import { applyUpdate, seedFrom } from "./update.ts";

/** One collection over a table `(_id, doc)`. Statements run at once; promises of writes resolve when they are committed. */
export function createSqliteDocs<T extends Doc>(connection: Connection, spec: CollectionSpec): Docs<T> {
  return withRelaxed((relaxed) => createDocs<T>(connection, spec, relaxed));
}

function createDocs<T extends Doc>(connection: Connection, spec: CollectionSpec, relaxed: boolean): Strict<T> {
  const table = spec.name;
  const revive = createReviver(spec);
  const insertSql = `INSERT INTO ${table} (_id, doc) VALUES (?, ?)`;
  const replaceSql = `UPDATE ${table} SET doc = ? WHERE _id = ?`;

  function where(filter: Filter<T>): Sql {
    const alone = idsAlone(filter);
    if (alone !== null) return alone;
    checkFilter(spec, filter);
    return compileFilter(spec, filter);
  }

  function insert(id: string, text: string): boolean {
    try {
      connection.run(insertSql, [id, text]);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** Changes the first documents that match and hands each to `seen`, as stored before and after. */
  function change(
    filter: Filter<T>,
    update: Update<T>,
    rest: string,
    seen?: (before: string, after: string) => void,
  ): number {
    const { text, values } = where(filter);
    checkUpdate(spec, update);
    const rows = connection.all(`SELECT doc FROM ${table} WHERE ${text}${rest}`, values);
    // All are computed before the first is written, so that a misuse changes nothing.
    const changes = rows.map((row) => {
      const before = row["doc"] as string;
      const doc = JSON.parse(before) as Doc;
      applyUpdate(spec, doc, update, false);
      return { id: doc._id, before, after: JSON.stringify(doc) };
    });
    for (const { id, before, after } of changes) {
      if (after !== before) connection.run(replaceSql, [after, id]);
      seen?.(before, after);
    }
    return changes.length;
  }

  function upsert(filter: Filter<T>, update: Update<T>): string {
    checkUpsert(spec, filter);
    const doc = seedFrom(spec, filter);
    applyUpdate(spec, doc, update, true);
    const text = JSON.stringify(doc);
    return insert(doc["_id"] as string, text) ? text : "";
  }

  const parse = (text: string) => revive<T>(JSON.parse(text) as object);
  const write = <R>(work: () => R) => connection.write(work, relaxed);

  return {
    spec,
    find(filter) {
      const { text, values } = where(filter);
      return createCursor<T>(connection, { spec, text, values, parse });
    },
    async findOne(filter) {
      const { text, values } = where(filter);
      const row = connection.get(`SELECT doc FROM ${table} WHERE ${text} LIMIT 1`, values);
      return row ? parse(row["doc"] as string) : null;
    },
    async insertOne(doc) {
      checkDocument(spec, doc);
      const text = JSON.stringify(lower(doc));
      return write(() => (insert(doc._id, text) ? "added" : "already"));
    },
    async insertMany(docs) {
      for (const doc of docs) checkDocument(spec, doc);
      const texts = docs.map((doc) => JSON.stringify(lower(doc)));
      return write(() => docs.filter((doc, i) => insert(doc._id, texts[i] as string)).length);
    },
    async updateOne(filter, update, options = {}) {
      return write(() => {
        const matched = change(filter, update, " LIMIT 1");
        if (matched > 0 || !options.upsert) return matched;
        return upsert(filter, update) === "" ? 0 : 1;
      });
    },
    async updateMany(filter, update) {
      return write(() => change(filter, update, ""));
    },
    async findOneAndUpdate(filter, update, options = {}) {
      return write(() => {
        let found = "";
        const keep = (before: string, after: string) => {
          found = options.returnDocument === "after" ? after : before;
        };
        const matched = change(filter, update, `${compileSort(options.sort ?? null)} LIMIT 1`, keep);
        if (matched === 0 && options.upsert) {
          const inserted = upsert(filter, update);
          if (options.returnDocument === "after") found = inserted;
        }
        return found === "" ? null : parse(found);
      });
    },
    async deleteOne(filter) {
      const { text, values } = where(filter);
      const sql = `DELETE FROM ${table} WHERE _id = (SELECT _id FROM ${table} WHERE ${text} LIMIT 1)`;
      return write(() => connection.run(sql, values));
    },
    async deleteMany(filter) {
      const { text, values } = where(filter);
      return write(() => connection.run(`DELETE FROM ${table} WHERE ${text}`, values));
    },
    async countDocuments(filter) {
      const { text, values } = where(filter);
      return connection.get(`SELECT count(*) AS n FROM ${table} WHERE ${text}`, values)?.["n"] as number;
    },
    async countBy(field, filter) {
      checkPath(spec, field);
      const { text, values } = where(filter);
      const key = fieldSql(field);
      const sql = `SELECT ${key} AS k, count(*) AS n FROM ${table} WHERE ${text} AND ${key} IS NOT NULL GROUP BY ${key}`;
      return new Map(connection.all(sql, values).map((row) => [row["k"] as string, row["n"] as number]));
    },
  };
}

/** The commonest questions, which ask for one id or some and need no compiling; null for any other. */
function idsAlone(filter: object): Sql | null {
  for (const path in filter) if (path !== "_id") return null;
  const { _id } = filter as { _id?: unknown };
  if (typeof _id === "string") return { text: "((_id = ?))", values: [_id] };
  if (typeof _id !== "object" || _id === null) return null;
  for (const operator in _id) if (operator !== "$in") return null;
  const { $in: ids } = _id as { $in?: unknown };
  return Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === "string") ? among("_id", ids) : null;
}
