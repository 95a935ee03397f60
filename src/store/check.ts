import { Problem } from "../domain/problem.ts";
import type { CollectionSpec } from "./port.ts";

const pathPattern = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const scalarOperators = new Set(["$ne", "$gt", "$gte", "$lt", "$lte"]);
const listOperators = new Set(["$in", "$nin", "$all"]);
const updateOperators = new Set([
  "$set",
  "$setOnInsert",
  "$unset",
  "$inc",
  "$min",
  "$max",
  "$addToSet",
  "$push",
  "$pullAll",
]);

/** A question or a document that the port does not allow: a fault of the code that asks, told in one sentence. */
export function misuse(spec: CollectionSpec, sentence: string): Problem {
  return new Problem("internal", `Store, collection “${spec.name}”: ${sentence}`);
}

/** Whether a value is a string, a finite number, a boolean, a valid Date or null. */
export function isScalar(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  return value instanceof Date && !Number.isNaN(value.getTime());
}

/**
 * Refuses, with `internal`, whatever the port does not define: unknown operators, `undefined`, objects and arrays as
 * values. So a value taken from a JSON body cannot bring an operator of its own. Both adapters call it first.
 */
export function checkFilter(spec: CollectionSpec, filter: object): void {
  for (const [path, wanted] of Object.entries(filter)) {
    if (path === "$or" || path === "$and") {
      if (!Array.isArray(wanted) || wanted.length === 0) throw misuse(spec, `${path} needs at least one filter.`);
      for (const part of wanted) checkFilter(spec, part as object);
    } else {
      checkPath(spec, path);
      if (isScalar(wanted)) checkComparable(spec, path, wanted);
      else checkCondition(spec, path, wanted);
    }
  }
}

function checkCondition(spec: CollectionSpec, path: string, wanted: unknown): void {
  if (!isPlain(wanted)) throw misuse(spec, `“${path}” cannot be compared with ${describe(wanted)}.`);
  const entries = Object.entries(wanted);
  if (entries.length === 0) throw misuse(spec, `“${path}” is compared with an empty condition.`);
  for (const [operator, value] of entries) {
    if (scalarOperators.has(operator)) {
      if (!isScalar(value)) throw misuse(spec, `${operator} of “${path}” needs a plain value, not ${describe(value)}.`);
      if (operator !== "$ne" && (value === null || typeof value === "boolean")) {
        throw misuse(spec, `${operator} of “${path}” needs a text, a number or a date.`);
      }
      checkComparable(spec, path, value);
    } else if (listOperators.has(operator)) {
      if (!Array.isArray(value) || !value.every(isScalar)) {
        throw misuse(spec, `${operator} of “${path}” needs a list of plain values.`);
      }
      if (operator === "$all" && !spec.arrays.includes(path)) throw misuse(spec, `“${path}” is not a declared array.`);
      for (const one of value) checkComparable(spec, path, one);
    } else if (operator === "$exists") {
      if (typeof value !== "boolean") throw misuse(spec, `$exists of “${path}” needs true or false.`);
    } else {
      throw misuse(spec, `“${operator}” is not an operator.`);
    }
  }
}

/** A Date is compared on declared date paths alone, and there nothing but Dates and null: both stores agree then. */
function checkComparable(spec: CollectionSpec, path: string, value: unknown): void {
  const date = spec.dates.includes(path);
  if (value instanceof Date && !date) throw misuse(spec, `“${path}” is not a declared date.`);
  if (date && value !== null && !(value instanceof Date)) throw misuse(spec, `“${path}” is compared with dates alone.`);
}

/** Refuses, with `internal`, an unknown update operator, a path named twice, and values that no store could keep. */
export function checkUpdate(spec: CollectionSpec, update: object): void {
  const seen: string[] = [];
  let says = false;
  for (const [operator, members] of Object.entries(update)) {
    if (!updateOperators.has(operator)) throw misuse(spec, `“${operator}” is not an update operator.`);
    if (!isPlain(members)) throw misuse(spec, `${operator} needs members.`);
    for (const [path, value] of Object.entries(members)) {
      checkPath(spec, path);
      if (path === "_id") throw misuse(spec, "an _id never changes.");
      const clash = seen.find(
        (other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`),
      );
      if (clash) throw misuse(spec, `an update changes “${clash}” and “${path}” at once.`);
      seen.push(path);
      checkOperand(spec, operator, path, value);
      says ||= value !== undefined;
    }
  }
  if (!says) throw misuse(spec, "an update says nothing.");
}

function checkOperand(spec: CollectionSpec, operator: string, path: string, value: unknown): void {
  if (operator === "$set" || operator === "$setOnInsert") {
    checkValue(spec, value, path);
    // FerretDB leaves it out, and what is not there is not the same as null to whoever reads it.
    if (operator === "$setOnInsert" && value === null)
      throw misuse(spec, `$setOnInsert of “${path}” cannot take null.`);
  } else if (operator === "$inc") {
    if (typeof value !== "number" || !Number.isFinite(value)) throw misuse(spec, `$inc of “${path}” needs a number.`);
  } else if (operator === "$unset") {
    if (value !== true) throw misuse(spec, `$unset of “${path}” needs true.`);
  } else if (operator === "$pullAll") {
    if (!Array.isArray(value) || !value.every(isScalar))
      throw misuse(spec, `$pullAll of “${path}” needs plain values.`);
  } else {
    if (!isScalar(value)) throw misuse(spec, `${operator} of “${path}” needs a plain value.`);
    if (operator === "$min" || operator === "$max") checkComparable(spec, path, value);
    else if (value instanceof Date) throw misuse(spec, `${operator} of “${path}” cannot take a date.`);
  }
}

/** An upsert needs the `_id` that it would insert. */
export function checkUpsert(spec: CollectionSpec, filter: object): void {
  if (typeof (filter as { _id?: unknown })._id !== "string") throw misuse(spec, "an upsert needs a plain _id.");
}

/** Refuses, with `internal`, a document that would come back different from one of the two stores. */
export function checkDocument(spec: CollectionSpec, doc: object): void {
  if (typeof (doc as { _id?: unknown })._id !== "string") throw misuse(spec, "a document needs a text as _id.");
  checkValue(spec, doc, "");
}

function checkValue(spec: CollectionSpec, value: unknown, path: string): void {
  if (value === undefined || value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw misuse(spec, `“${path}” is not a finite number.`);
  } else if (value instanceof Date) {
    if (!spec.dates.includes(path)) throw misuse(spec, `“${path}” holds a date but is not declared to.`);
    if (Number.isNaN(value.getTime())) throw misuse(spec, `“${path}” is not a valid date.`);
  } else if (Array.isArray(value)) {
    for (const element of value) {
      if (element === undefined) throw misuse(spec, `“${path}” has a hole.`);
      checkValue(spec, element, `${path}[]`);
    }
  } else if (isPlain(value)) {
    for (const key in value) {
      if (key === "" || key.charCodeAt(0) === 36 || key.includes(".") || key.includes("\0")) {
        throw misuse(
          spec,
          `“${path}” has a member named “${key}”; names must not be empty, start with $ or hold a dot.`,
        );
      }
      checkValue(spec, (value as Record<string, unknown>)[key], path === "" ? key : `${path}.${key}`);
    }
  } else {
    throw misuse(spec, `“${path}” holds ${describe(value)}, which cannot be stored.`);
  }
}

/** Refuses, with `internal`, a path that is no plain dotted name or that leads through a declared array. */
export function checkPath(spec: CollectionSpec, path: string): void {
  if (!pathPattern.test(path)) throw misuse(spec, `“${path}” is not the name of a field.`);
  if (spec.arrays.some((array) => path.startsWith(`${array}.`)))
    throw misuse(spec, `“${path}” leads through an array.`);
}

/** Refuses, with `internal`, a number of documents that is none: the two stores read 0 as nothing and as all. */
export function checkCount(spec: CollectionSpec, count: number, least: 0 | 1): number {
  if (!Number.isInteger(count) || count < least) throw misuse(spec, `${count} is not a number of documents.`);
  return count;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
  if (value === undefined) return "undefined";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
