import { isJson, type Json, many, member } from "./json.ts";

/** Who may read something: everybody, everybody who comes by, or only those it is addressed to. */
export type Audience = "public" | "unlisted" | "private";

const publicNames = new Set(["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"]);
const fromWide: Audience[] = ["public", "unlisted", "private"];

/**
 * Reads the audience that an object names (interop §3.3): Public, in any of its three spellings, in `to` is public and in
 * `cc` unlisted; anything else is private, blind copies and what Pleroma calls a direct message included. Null when the
 * object names no audience at all.
 */
export function audienceOf(object: Json): Audience | null {
  if (object["directMessage"] === true) return "private";
  const named = ["to", "cc", "bto", "bcc", "audience"].some((name) => present(member(object, name)));
  if (!named) return null;
  if (namesPublic(member(object, "to"))) return "public";
  return namesPublic(member(object, "cc")) ? "unlisted" : "private";
}

/** Where an activity and its object disagree, the narrower audience counts; who names none leaves it to the other. */
export function narrower(one: Audience | null, other: Audience | null): Audience | null {
  if (one === null || other === null) return one ?? other;
  return fromWide.indexOf(one) > fromWide.indexOf(other) ? one : other;
}

/** Whether an audience is everybody; null for none. */
export function isOpen(audience: Audience | null): boolean | null {
  return audience === null ? null : audience !== "private";
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Whether one or many addressees name everybody. */
export function namesPublic(value: unknown): boolean {
  return many(value).some((name) => publicNames.has((isJson(name) ? member(name, "id") : name) as string));
}
