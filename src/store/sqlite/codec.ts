import type { CollectionSpec } from "../port.ts";

/** A value as JSON keeps it: each Date as its milliseconds. */
export function lower(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(lower);
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = lower((value as Record<string, unknown>)[key]);
  return copy;
}

/**
 * Makes the reader of a collection's stored documents: Dates come back at the declared paths alone, which costs less
 * than looking at every member. The reader changes the object that it is given.
 */
export function createReviver(spec: CollectionSpec): <T>(stored: object) => T {
  const top = spec.dates.filter((path) => !path.includes("."));
  const nested = spec.dates.filter((path) => path.includes(".")).map((path) => path.split("."));
  return <T>(stored: object) => {
    const members = stored as Record<string, unknown>;
    for (const name of top) reviveMember(members, name);
    for (const path of nested) reviveAt(members, path);
    return stored as T;
  };
}

function reviveAt(members: Record<string, unknown>, path: readonly string[]): void {
  let place = members;
  for (const name of path.slice(0, -1)) {
    const next = place[name];
    if (typeof next !== "object" || next === null) return;
    place = next as Record<string, unknown>;
  }
  reviveMember(place, path.at(-1) as string);
}

function reviveMember(members: Record<string, unknown>, name: string): void {
  const value = members[name];
  if (typeof value === "number") members[name] = new Date(value);
}
