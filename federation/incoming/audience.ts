import { isJson, type Json, many, member } from "./json.ts";

const publicNames = new Set(["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"]);

/**
 * Whether something may be shown to everybody: Public, in any of its three spellings, in `to` (public) or `cc`
 * (unlisted). What is addressed to followers or persons alone is private. Null when the object names no audience.
 */
export function isPublic(object: Json): boolean | null {
  const to = member(object, "to");
  const cc = member(object, "cc");
  if (to === undefined && cc === undefined) return null;
  return [...many(to), ...many(cc)].some((name) =>
    publicNames.has(isJson(name) ? String(member(name, "id")) : String(name)),
  );
}
