import type { Scalar, Sort } from "../port.ts";
import type { Bindable } from "./driver.ts";
import type { Table } from "./table.ts";

/** A piece of SQL with the values for its question marks. */
export interface Sql {
  text: string;
  values: Bindable[];
}

type Comparable = string | number | Date;

const comparisons = { $gt: ">", $gte: ">=", $lt: "<", $lte: "<=" } as const;

/**
 * Compiles a checked filter to a WHERE clause with Mongo's meaning: ranges keep to one type, `null` matches a missing
 * field, a declared array is asked by element. Guards on the JSON type are added only where SQLite would confuse two.
 */
export function compileFilter(table: Table, filter: object): Sql {
  const narrow = ["_id", ...(table.spec.narrow ?? [])].find((path) => names(filter, path));
  return compileAll(narrow === undefined ? table : foundBy(table, narrow), filter);
}

function compileAll(table: Table, filter: object): Sql {
  const values: Bindable[] = [];
  const terms: string[] = [];
  for (const [path, wanted] of Object.entries(filter)) {
    if (path === "$or" || path === "$and") {
      const parts = (wanted as object[]).map((part) => {
        const compiled = compileAll(table, part);
        values.push(...compiled.values);
        return compiled.text;
      });
      terms.push(`(${parts.join(path === "$or" ? " OR " : " AND ")})`);
    } else if (typeof wanted === "object" && wanted !== null && !(wanted instanceof Date)) {
      for (const [operator, value] of Object.entries(wanted)) terms.push(compare(table, path, operator, value, values));
    } else {
      terms.push(equal(table, path, wanted as Scalar, values));
    }
  }
  return { text: terms.length > 0 ? `(${terms.join(" AND ")})` : "(1)", values };
}

/** Whether a filter says which values of a field it is about, whatever else is asked. */
function names(filter: object, path: string): boolean {
  const wanted = (filter as Record<string, unknown>)[path];
  return typeof wanted === "string" || (typeof wanted === "object" && wanted !== null && "$in" in wanted);
}

/**
 * The same table without its indexes but those that begin with a field: the engine takes a list of ids for a long one, an
 * author's comments for as many as a blog's, and would rather go through all that another index has. A plus sign changes
 * no value, and an expression has no index (https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
 */
function foundBy(table: Table, narrow: string): Table {
  const helps = new Set([narrow, ...table.spec.indexes.filter(([first]) => first === narrow).flat()]);
  return { ...table, field: (path) => (helps.has(path) ? table.field(path) : `+${table.field(path)}`) };
}

/** The ORDER BY clause of a sort, made total by `_id`; empty when there is none. */
export function compileSort(table: Table, sort: Sort | null): string {
  const keys = Object.entries(sort ?? {});
  const last = keys.at(-1);
  if (!last) return "";
  if (!keys.some(([path]) => path === "_id")) keys.push(["_id", last[1]]);
  return ` ORDER BY ${keys.map(([path, way]) => (way === 1 ? table.field(path) : `${table.field(path)} DESC`)).join(", ")}`;
}

function compare(table: Table, path: string, operator: string, value: unknown, values: Bindable[]): string {
  switch (operator) {
    case "$ne":
      if (value === null && !table.spec.arrays.includes(path)) return `(${table.field(path)} IS NOT NULL)`;
      return `(${equal(table, path, value as Scalar, values)} IS NOT TRUE)`;
    case "$in":
      return oneOf(table, path, value as Scalar[], values);
    case "$nin":
      return `(${oneOf(table, path, value as Scalar[], values)} IS NOT TRUE)`;
    case "$all":
      return allOf(
        (value as Scalar[]).map((one) => equal(table, path, one, values)),
        "AND",
      );
    case "$exists":
      return `(${typeSql(path)} IS ${value === true ? "NOT NULL" : "NULL"})`;
    default:
      return range(table, path, comparisons[operator as keyof typeof comparisons], value as Comparable, values);
  }
}

function equal(table: Table, path: string, value: Scalar, values: Bindable[]): string {
  const isArray = table.spec.arrays.includes(path);
  if (value === null)
    return isArray
      ? `(${table.field(path)} IS NULL OR ${someMember(path, "type = 'null'")})`
      : `(${table.field(path)} IS NULL)`;
  if (typeof value === "boolean")
    return isArray ? someMember(path, `type = '${value}'`) : `(${typeSql(path)} = '${value}')`;
  values.push(bind(value));
  if (isArray) return someMember(path, `value = ? AND type IN (${typesOf(value)})`);
  const guard = path !== "_id" && isAmbiguous(value) ? ` AND ${typeSql(path)} IN (${typesOf(value)})` : "";
  return `(${table.field(path)} = ?${guard})`;
}

function oneOf(table: Table, path: string, list: readonly Scalar[], values: Bindable[]): string {
  const inArray = table.spec.arrays.includes(path);
  const isPlain = (value: Scalar) => !inArray && value !== null && typeof value !== "boolean" && !isAmbiguous(value);
  const plain = list.filter(isPlain);
  const terms: string[] = [];
  if (plain.length > 0) {
    const sql = among(
      table.field(path),
      plain.map((value) => bind(value as Comparable)),
    );
    values.push(...sql.values);
    terms.push(sql.text);
  }
  for (const value of list) if (!isPlain(value)) terms.push(equal(table, path, value, values));
  return allOf(terms, "OR");
}

/** Beyond so many values the engine is quicker at reading them from one list than one by one. */
const shortList = 16;

/**
 * Whether an expression has one of some plain values, at least one. Lists of about one length share a prepared statement:
 * short ones are filled up, long ones are bound as one value.
 */
export function among(expression: string, list: Bindable[]): Sql {
  if (list.length > shortList) {
    return { text: `(${expression} IN (SELECT value FROM json_each(?)))`, values: [JSON.stringify(list)] };
  }
  const places = 2 ** Math.ceil(Math.log2(list.length));
  const values = [...list, ...Array.from({ length: places - list.length }, () => list[0] as Bindable)];
  return { text: `(${expression} IN (${values.map(() => "?").join(", ")}))`, values };
}

function range(table: Table, path: string, sign: string, value: Comparable, values: Bindable[]): string {
  values.push(bind(value));
  if (table.spec.arrays.includes(path)) return someMember(path, `value ${sign} ? AND type IN (${typesOf(value)})`);
  const guard = path === "_id" || value instanceof Date ? "" : ` AND ${typeSql(path)} IN (${typesOf(value)})`;
  return `(${table.field(path)} ${sign} ?${guard})`;
}

function someMember(path: string, test: string): string {
  return `EXISTS (SELECT 1 FROM json_each(doc, '$.${path}') WHERE ${test})`;
}

function allOf(terms: string[], joint: "AND" | "OR"): string {
  return terms.length === 0 ? "(0)" : `(${terms.join(` ${joint} `)})`;
}

/** SQLite reads true as 1, and an object or a list as its text. */
function isAmbiguous(value: Scalar): boolean {
  return typeof value === "string" ? /^[{[]/.test(value) : value === 0 || value === 1;
}

function typeSql(path: string): string {
  return `json_type(doc, '$.${path}')`;
}

function typesOf(value: Comparable): string {
  return typeof value === "string" ? "'text'" : "'integer', 'real'";
}

function bind(value: Comparable): string | number {
  return value instanceof Date ? value.getTime() : value;
}
