import type { Budget } from "../fetch-budget.ts";
import { sameOrigin } from "../origin.ts";
import { audienceOf } from "./audience.ts";
import type { Documents } from "./documents.ts";
import { address, idOf, isJson, type Json, many, member, typeOf } from "./json.ts";

/** Something that a collection lists. */
export interface Listed {
  id: string;
  /** The whole of it, where the very server it comes from has put it in; null when it must be asked for by its id. */
  json: Json | null;
}

const patienceMs = 10_000;
const maxPages = 10;
const maxPerPage = 200;
const noteWrappers = new Set(["Create", "Update", "Announce", "Add"]);

/**
 * Reads a collection given by its id, or whole within a document that lies at `home`: items inside it, a first page inside
 * it or by its id, and the pages after that, ten at most and all of its own origin. Activities stand for what they are
 * about. Yields nothing for what is no collection; throws what a fetch throws.
 */
export async function* itemsOf(
  documents: Pick<Documents, "read">,
  given: unknown,
  home: string,
  budget: Budget,
): AsyncGenerator<Listed[]> {
  const seen = new Set<string>();

  /** A page by its address, or as it is given; whatever is only named is asked for. */
  async function open(value: unknown, from: string): Promise<{ json: Json; at: string } | null> {
    if (isJson(value) && (holdsItems(value) || member(value, "first") !== undefined)) {
      const id = address(member(value, "id"));
      return { json: value, at: id !== null && sameOrigin(id, from) ? id : from };
    }
    const url = idOf(value);
    if (url === null || seen.has(url)) return null;
    seen.add(url);
    const fetched = await documents.read(url, patienceMs, budget);
    return fetched.kind === "found" ? { json: fetched.json, at: url } : null;
  }

  const whole = await open(given, home);
  if (!whole || !/Collection/.test(typeOf(whole.json))) return;
  const inline = listedIn(whole.json, whole.at);
  if (inline.length > 0) yield inline;
  let next: unknown = member(whole.json, "first");
  for (let pages = 0; next !== undefined && next !== null && pages < maxPages; pages++) {
    const page = await open(next, whole.at);
    if (!page || !sameOrigin(page.at, whole.at)) return;
    const listed = listedIn(page.json, page.at);
    if (listed.length > 0) yield listed;
    next = member(page.json, "next");
  }
}

function holdsItems(page: Json): boolean {
  return member(page, "items") !== undefined || member(page, "orderedItems") !== undefined;
}

function listedIn(page: Json, at: string): Listed[] {
  const items = [...many(member(page, "orderedItems")), ...many(member(page, "items"))];
  return items.slice(0, maxPerPage).flatMap((item) => listed(item, at) ?? []);
}

/** What an activity that tells of a note is about; null for anything else. */
export function aboutOf(json: Json): unknown {
  return noteWrappers.has(typeOf(json)) ? (member(json, "object") ?? null) : null;
}

function listed(item: unknown, at: string): Listed | null {
  const wrapped = (isJson(item) ? aboutOf(item) : null) ?? item;
  const id = idOf(wrapped);
  if (id === null) return null;
  const whole = isJson(wrapped) && sameOrigin(id, at) && audienceOf(wrapped) !== null;
  return { id, json: whole ? wrapped : null };
}
