import { misuse } from "../check.ts";
import type { CollectionSpec } from "../port.ts";
import { lower } from "./codec.ts";

type Members = Record<string, unknown>;

/** Applies a checked update to a stored document (Dates as milliseconds) in place, with Mongo's meaning. */
export function applyUpdate(spec: CollectionSpec, doc: object, update: object, inserting: boolean): void {
  for (const [operator, members] of Object.entries(update)) {
    if (operator === "$setOnInsert" && !inserting) continue;
    for (const [path, operand] of Object.entries(members as Members)) {
      if (operand !== undefined) applyOne(spec, doc as Members, operator, path, lower(operand));
    }
  }
}

/** The document that an upsert starts from: the equalities of a checked filter. */
export function seedFrom(spec: CollectionSpec, filter: object): Members {
  const doc: Members = {};
  for (const [path, wanted] of Object.entries(filter)) {
    if (path === "$and") {
      for (const part of wanted as object[]) mergeInto(doc, seedFrom(spec, part));
    } else if (path !== "$or" && (typeof wanted !== "object" || wanted === null || wanted instanceof Date)) {
      applyOne(spec, doc, "$set", path, lower(wanted));
    }
  }
  return doc;
}

function mergeInto(doc: Members, more: Members): void {
  for (const [name, value] of Object.entries(more)) doc[name] = value;
}

function applyOne(spec: CollectionSpec, doc: Members, operator: string, path: string, operand: unknown): void {
  const parent = parentOf(spec, doc, path, operator !== "$unset" && operator !== "$pullAll");
  if (!parent) return;
  const name = path.slice(path.lastIndexOf(".") + 1);
  const before = parent[name];
  switch (operator) {
    case "$set":
    case "$setOnInsert":
      parent[name] = operand;
      return;
    case "$unset":
      delete parent[name];
      return;
    case "$inc":
      if (before !== undefined && typeof before !== "number")
        throw misuse(spec, `“${path}” is not a number to add to.`);
      parent[name] = (before ?? 0) + (operand as number);
      return;
    case "$min":
      if (before === undefined || order(operand, before) < 0) parent[name] = operand;
      return;
    case "$max":
      if (before === undefined || order(operand, before) > 0) parent[name] = operand;
      return;
    default:
      changeList(spec, parent, name, operator, operand);
  }
}

function changeList(spec: CollectionSpec, parent: Members, name: string, operator: string, operand: unknown): void {
  const before = parent[name];
  if (before === undefined && operator === "$pullAll") return;
  if (before !== undefined && !Array.isArray(before)) throw misuse(spec, `“${name}” is not a list.`);
  const list: unknown[] = (before as unknown[] | undefined) ?? [];
  if (operator === "$pullAll") {
    parent[name] = list.filter((element) => !(operand as unknown[]).includes(element));
  } else if (operator === "$push" || !list.includes(operand)) {
    parent[name] = [...list, operand];
  }
}

/** The object that holds the last name of a path; made on the way when `create` is set. */
function parentOf(spec: CollectionSpec, doc: Members, path: string, create: boolean): Members | null {
  let place = doc;
  for (const name of path.split(".").slice(0, -1)) {
    const next = place[name];
    if (next === undefined) {
      if (!create) return null;
      place[name] = {};
    } else if (typeof next !== "object" || next === null || Array.isArray(next)) {
      if (!create) return null;
      throw misuse(spec, `“${path}” leads through a value that is no object.`);
    }
    place = place[name] as Members;
  }
  return place;
}

/** The order across types: null, numbers (dates are numbers here), texts, anything else. */
function order(a: unknown, b: unknown): number {
  const byType = rank(a) - rank(b);
  if (byType !== 0 || a === b) return byType;
  return (a as number) < (b as number) ? -1 : 1;
}

function rank(value: unknown): number {
  if (value === null) return 0;
  if (typeof value === "number") return 1;
  return typeof value === "string" ? 2 : 3;
}
