import { Problem } from "../../src/domain/problem.ts";
import { isPlain } from "../origin.ts";

/** A JSON object of somebody else's making: nothing is known of its members. */
export type Json = Record<string, unknown>;

const maxDepth = 32;
const maxValues = 10_000;

/** Members that rearrange a JSON-LD document behind the back of whoever reads it as plain JSON. */
const restructuring = ["@graph", "@included", "@reverse", "@nest"];

/**
 * Parses one JSON object of at most 32 levels and 10,000 values. Throws `invalid` for anything else, and for JSON-LD
 * keywords at the top level that would give it another meaning.
 */
export function parseJson(bytes: Buffer): Json {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw new Problem("invalid", "The body is not JSON.", { cause });
  }
  if (!isJson(value)) throw new Problem("invalid", "The body must be one JSON object.");
  measure(value);
  const keyword = restructuring.find((name) => name in value);
  if (keyword) throw new Problem("invalid", `“${keyword}” is not accepted at the top of an activity.`);
  return value;
}

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What else the members may be called that were asked for, which are few: to put names together takes longer than to look. */
const otherNames = new Map<string, readonly [prefixed: string, keyword: string]>();

/** A member, also under its prefixed (`as:object`) or JSON-LD (`@id`, `@type`) name. `name` is one of ours. */
export function member(object: Json, name: string): unknown {
  const [prefixed, keyword] = otherNames.get(name) ?? remember(name);
  return object[name] ?? object[prefixed] ?? object[keyword];
}

function remember(name: string) {
  const names = [`as:${name}`, `@${name}`] as const;
  otherNames.set(name, names);
  return names;
}

/** One or many as many; nothing as none. */
export function many(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A string of at most `max` characters, cut there; null for anything that is not a string or is empty. */
export function text(value: unknown, max: number): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, max) : null;
}

const maxAddress = 2048;

/** An http(s) address, exactly as it was written; null for anything else or for one beyond 2,048 characters. */
export function address(value: unknown): string | null {
  if (typeof value !== "string" || value.length > maxAddress) return null;
  if (isPlain(value)) return value;
  return /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null;
}

/** The id of something given as an address or as an object that carries one; the first of many. */
export function idOf(value: unknown): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  return isJson(first) ? address(member(first, "id")) : address(first);
}

/** The ids of one or many. */
export function idsOf(value: unknown): string[] {
  return many(value)
    .map(idOf)
    .filter((id) => id !== null);
}

/** The first type of ActivityStreams' own, else the first; without its prefix. An empty string when there is none. */
export function typeOf(object: Json): string {
  const types = many(member(object, "type"))
    .filter((name) => typeof name === "string")
    .map((name) => name.replace(/^as:/, "").replace(/^https:\/\/www\.w3\.org\/ns\/activitystreams#/, ""));
  return types.find((name) => !name.includes(":")) ?? types[0] ?? "";
}

/** A point in time; null when it cannot be read. Without a zone it is UTC. */
export function time(value: unknown): Date | null {
  if (typeof value !== "string" || value.length > 40) return null;
  const joined = value.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, "$1T");
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(joined) || !joined.includes("T") ? joined : `${joined}Z`;
  const date = new Date(zoned);
  const year = date.getUTCFullYear();
  return year >= 1990 && year <= 9999 ? date : null;
}

/** The page for people out of `url`: a string, a Link, or a list of which the HTML one is preferred. */
export function pageOf(value: unknown): string | null {
  const links = many(value).map((link) =>
    isJson(link)
      ? { href: address(member(link, "href")), html: member(link, "mediaType") === "text/html" }
      : { href: address(link), html: false },
  );
  return (links.find((link) => link.html && link.href) ?? links.find((link) => link.href))?.href ?? null;
}

/** Walks the whole value, so that nothing later meets more depth or bulk than it can bear. */
function measure(root: Json): void {
  let values = 0;
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== "object" || value === null) return;
    if (depth > maxDepth) throw new Problem("invalid", `The body is nested deeper than ${maxDepth} levels.`);
    for (const key in value) {
      values += 1;
      visit((value as Json)[key], depth + 1);
    }
    if (values > maxValues) throw new Problem("invalid", `The body holds more than ${maxValues} values.`);
  };
  visit(root, 1);
}
