import type { AuthorDraft, Draft, ImportSource } from "../domain/import.ts";
import type { Importer } from "../domain/importer.ts";
import { Problem } from "../domain/problem.ts";
import { utcDate } from "./dates.ts";
import { commentDraft } from "./drafts.ts";
import { unescapeHtml } from "./escaped.ts";
import { fieldsOf, listOf, textIn } from "./json-fields.ts";
import { readValues } from "./read-json.ts";
import { sourceId } from "./source-id.ts";

/** Reads exports of Livefyre. */
export const livefyreImporter: Importer = {
  name: "livefyre",
  title: "Livefyre",
  file: "an export of Livefyre: a conversation on each line; lines of its file of users may stand before or after them",
  options: [],
  detect: (head) => /^\uFEFF?\s*\{/.test(head) && /"(?:body_html|imported_display_name)"\s*:/.test(head),
  open: async (file, { site }) => readLivefyre(file, site),
};

/** What a comment or a conversation is read with. */
interface Reading {
  site: string;
  /** Users by their id, where their file came along. */
  users: Map<string, Partial<AuthorDraft>>;
}

/** Members of a conversation that are needed besides its comments, and those of a user. */
const heads = new Set(["/id", "/source", "/title", "/display_name", "/email", "/profile_url"]);

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads an export a comment at a time, as conversations may be long. `drafts` throws `invalid` when the file is none, and
 * what `readText` throws.
 */
function readLivefyre(file: string, site: string): ImportSource {
  async function* drafts(): AsyncIterable<Draft> {
    const reading: Reading = { site, users: await usersOf(file) };
    let comments = 0;
    let last = 0;
    let head: Record<string, unknown> = {};
    for await (const piece of readValues(file, {
      isWanted: (path) => heads.has(path) || path === "/comments/*",
    })) {
      if (piece.kind === "fault") {
        yield piece;
        continue;
      }
      if (piece.record !== last) {
        yield* threadOf(last, head);
        head = {};
        last = piece.record;
      }
      if (piece.path !== "/comments/*") head[piece.path.slice(1)] = piece.value;
      else {
        comments++;
        yield* draftsOf(fieldsOf(piece.value), String(piece.record), reading);
      }
    }
    yield* threadOf(last, head);
    if (comments === 0) throw new Problem("invalid", `${file} is no export of Livefyre: no line of it has comments.`);
  }
  return { software: "Livefyre", sessionKey: null, drafts, close: async () => undefined };
}

async function usersOf(file: string): Promise<Reading["users"]> {
  const users: Reading["users"] = new Map();
  let last = 0;
  let head: Record<string, unknown> = {};
  for await (const piece of readValues(file, { isWanted: (path) => heads.has(path) })) {
    if (piece.kind === "fault") continue;
    if (piece.record !== last) enter();
    last = piece.record;
    head[piece.path.slice(1)] = piece.value;
  }
  enter();
  return users;

  function enter(): void {
    if ("display_name" in head) users.set(textIn(head["id"]), userOf(head));
    head = {};
  }
}

function userOf(user: Fields): Partial<AuthorDraft> {
  return {
    name: unescapeHtml(textIn(user["display_name"])),
    email: textIn(user["email"]),
    website: textIn(user["profile_url"]),
  };
}

/** The address may stand behind the comments, so that its place in the file names a conversation. */
function* threadOf(record: number, head: Fields): Iterable<Draft> {
  const address = textIn(head["source"]);
  const id = textIn(head["id"]);
  if (record === 0 || "display_name" in head || (address === "" && id === "")) return;
  const title = unescapeHtml(textIn(head["title"]));
  yield { kind: "thread", id: String(record), address, title, identifiers: id === "" ? [] : [id] };
}

function* draftsOf(fields: Fields, thread: string, { site, users }: Reading): Iterable<Draft> {
  const id = textIn(fields["id"]);
  if (id === "") {
    yield { kind: "fault", reason: "a comment without an id", place: `line ${thread}` };
    return;
  }
  const label = `comment ${id}`;
  const keyOf = (old: string) => sourceId("livefyre", site, old);
  const parent = textIn(fields["parent_id"]);
  const author = textIn(fields["author_id"]);
  const known = users.get(author) ?? {};
  const created = textIn(fields["created"]);
  if (/^[\d-]{10}(?:T[\d:.]+)?$/i.test(created)) {
    yield { kind: "note", outcome: "changed", reason: "dates without a zone, taken as UTC", place: label };
  }
  const visibility = textIn(fields["visibility"]);
  yield commentDraft({
    id: keyOf(id),
    label,
    thread,
    parent: parent === "" ? null : keyOf(parent),
    state: visibility === "0" ? "removed" : "published",
    // Only its author saw what Livefyre calls bozo.
    ...(["", "0", "1"].includes(visibility) ? {} : { hidden: true }),
    author: {
      name: unescapeHtml(textIn(fields["imported_display_name"])) || (known.name ?? ""),
      email: textIn(fields["imported_email"]) || (known.email ?? ""),
      website: textIn(fields["imported_url"]) || (known.website ?? ""),
      identity: author === "" ? "" : `livefyre ${author}`,
    },
    source: { text: textOf(fields), type: "text/html" },
    createdAt: utcDate(created),
    votes: { up: listOf(fields["likes"]).length, down: 0 },
  });
}

/** A review is a comment with a title. */
function textOf(fields: Fields): string {
  const body = textIn(fields["body_html"]);
  const title = textIn(fields["title"]);
  return title === "" ? body : `<p><strong>${title.replace(/[<>&]/g, " ")}</strong></p>${body}`;
}
