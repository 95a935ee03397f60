import { asWebUrl } from "../../domain/address.ts";
import { Problem } from "../../domain/problem.ts";
import { readDate } from "../words.ts";

/** Longer ones are not kept: characters. */
const longestAddress = 2048;
const longestId = 1000;

/** Addresses besides a post's own; more are nobody's. */
const mostAliases = 20;

/** Some JSON as an object. Throws `invalid` for anything else. */
export function asObject(value: unknown): Record<string, unknown> {
  if (isObject(value)) return value;
  throw new Problem("invalid", "The body is no JSON object.");
}

/** Whether some JSON is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text that may be left out; null where it is, or is empty. Throws `invalid` for another type. */
export function textIn(object: Record<string, unknown>, name: string): string | null {
  const value = object[name] ?? null;
  if (value === null) return null;
  if (typeof value !== "string") throw new Problem("invalid", `“${name}” must be a text.`);
  return value.trim() === "" ? null : value;
}

/** An id that may be left out; a number will do. Throws `invalid` for another type, and for one that is no id by its length. */
export function idIn(object: Record<string, unknown>, name: string): string | null {
  const value = object[name];
  const id = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : textIn(object, name);
  if (id !== null && id.length > longestId)
    throw new Problem("invalid", `“${name}” is longer than ${longestId} characters.`);
  return id?.trim() ?? null;
}

/** A whole web address that may be left out. Throws `invalid` for what is none. */
export function addressIn(object: Record<string, unknown>, name: string): string | null {
  const text = textIn(object, name);
  return text === null ? null : demandAddress(text, name);
}

/** A date that may be left out, as it was written. Throws `invalid` for what cannot be read. */
export function dateIn(object: Record<string, unknown>, name: string): string | null {
  const text = textIn(object, name);
  if (text === null) return null;
  const date = readDate(text);
  if (date === null) throw new Problem("invalid", `“${name}” is no date: write it as 2026-11-26T10:00:00Z.`);
  return date.toISOString();
}

/** Further addresses, absolute or against the post's own; none where they are left out. Throws `invalid`. */
export function aliasesIn(object: Record<string, unknown>, name: string, base: string): string[] {
  const value = object[name] ?? [];
  if (!Array.isArray(value) || value.length > mostAliases || value.some((one) => typeof one !== "string"))
    throw new Problem("invalid", `“${name}” is a list of at most ${mostAliases} addresses.`);
  return value.map((one: string) => demandAddress(URL.canParse(one, base) ? new URL(one, base).href : one, name));
}

function demandAddress(text: string, name: string): string {
  const url = asWebUrl(text.trim());
  if (url === null || url.href.length > longestAddress)
    throw new Problem("invalid", `“${name}” holds no whole web address that starts with https://.`);
  url.hash = "";
  return url.href;
}
