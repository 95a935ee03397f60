import type { Budget } from "../fetch-budget.ts";
import { sameId, sameOrigin } from "../origin.ts";
import { audienceOf } from "./audience.ts";
import { languageOf } from "./content.ts";
import type { Documents } from "./documents.ts";
import { address, idOf, isJson, type Json, many, member, typeOf } from "./json.ts";
import { authorsOf, type Envelope } from "./note.ts";

/** Something that a collection lists. */
export interface Listed {
  id: string;
  /** The whole of it, where whoever may say so has put it in; null when it must be asked for by its id. */
  json: Json | null;
  /** What the activity says that it was given in. */
  envelope?: Envelope;
}

/** The note that names a collection. */
export interface Home {
  id: string;
  /** Null when that is not certain. */
  author: string | null;
}

interface Page {
  json: Json;
  at: string;
  /** Whether it was fetched by its own id: a collection inside a note is only as good as the word of that note's author. */
  isOwn: boolean;
}

const patienceMs = 10_000;
const maxPages = 10;
const maxPerPage = 200;
const noteWrappers = new Set(["Create", "Update", "Announce", "Add"]);

/**
 * Reads a collection given by its id, or whole within the note `home`: items inside it, a first page inside it or by its
 * id, and the pages after that, ten at most and all of its own origin. Activities stand for what they are about. What
 * stands there whole is believed of notes of its own origin when their server shows the collection itself, and within a
 * note of those by its author alone. Yields nothing for what is no collection; throws what a fetch throws.
 */
export async function* itemsOf(
  documents: Pick<Documents, "read">,
  given: unknown,
  home: Home,
  budget: Budget,
): AsyncGenerator<Listed[]> {
  const seen = new Set<string>();

  /** A page by its address, or as it is given; whatever is only named is asked for. */
  async function open(value: unknown, from: Omit<Page, "json">): Promise<Page | null> {
    if (isJson(value) && (holdsItems(value) || member(value, "first") !== undefined)) {
      const id = address(member(value, "id"));
      return { json: value, at: id !== null && sameOrigin(id, from.at) ? id : from.at, isOwn: from.isOwn };
    }
    const url = idOf(value);
    if (url === null || seen.has(url)) return null;
    seen.add(url);
    const fetched = await documents.read(url, patienceMs, budget);
    return fetched.kind === "found" ? { json: fetched.json, at: url, isOwn: isCollectionAt(url, fetched.json) } : null;
  }

  const whole = await open(given, { at: home.id, isOwn: false });
  if (!whole || !isCollection(whole.json)) return;
  const inline = listedIn(whole, home.author);
  if (inline.length > 0) yield inline;
  let next: unknown = member(whole.json, "first");
  for (let pages = 0; next !== undefined && next !== null && pages < maxPages; pages++) {
    const page = await open(next, whole);
    if (!page || !sameOrigin(page.at, whole.at)) return;
    const listed = listedIn(page, home.author);
    if (listed.length > 0) yield listed;
    next = member(page.json, "next");
  }
}

function isCollection(json: Json): boolean {
  return /Collection/.test(typeOf(json));
}

function isCollectionAt(url: string, json: Json): boolean {
  const id = address(member(json, "id"));
  return isCollection(json) && id !== null && sameId(id, url);
}

function holdsItems(page: Json): boolean {
  return member(page, "items") !== undefined || member(page, "orderedItems") !== undefined;
}

function listedIn(page: Page, author: Home["author"]): Listed[] {
  const items = [...many(member(page.json, "orderedItems")), ...many(member(page.json, "items"))];
  return items.slice(0, maxPerPage).flatMap((item) => listed(item, page, author) ?? []);
}

/** What an activity that tells of a note is about; null for anything else. */
export function aboutOf(json: Json): unknown {
  return noteWrappers.has(typeOf(json)) ? (member(json, "object") ?? null) : null;
}

function listed(item: unknown, page: Page, author: Home["author"]): Listed | null {
  const about = isJson(item) ? aboutOf(item) : null;
  const wrapped = about ?? item;
  const id = idOf(wrapped);
  if (id === null) return null;
  const isWhole = isJson(wrapped) && sameOrigin(id, page.at) && audienceOf(wrapped) !== null;
  if (!isWhole || !(page.isOwn || isBy(author, wrapped))) return { id, json: null };
  if (!isJson(item) || about === null) return { id, json: wrapped };
  return { id, json: wrapped, envelope: { audience: audienceOf(item), lang: languageOf(item) } };
}

function isBy(author: Home["author"], note: Json): boolean {
  const authors = authorsOf(note);
  return author !== null && authors.length > 0 && authors.every((named) => sameId(named, author));
}
