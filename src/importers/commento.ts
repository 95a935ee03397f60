import type { CommentState } from "../domain/comment.ts";
import type { AuthorDraft, Draft, ImportSource } from "../domain/import.ts";
import type { Importer } from "../domain/importer.ts";
import { Problem } from "../domain/problem.ts";
import { comentarioComment } from "./comentario.ts";
import { utcDate } from "./dates.ts";
import { commentDraft } from "./drafts.ts";
import { fieldsOf, textIn, votesOf } from "./json-fields.ts";
import { readValues } from "./read-json.ts";
import { sourceId } from "./source-id.ts";

/** Reads exports of Commento, Commento++ and Comentario. */
export const commentoImporter: Importer = {
  name: "commento",
  title: "Commento or Comentario",
  file: "an export of Commento, Commento++ or Comentario, JSON or gzipped",
  options: [],
  detect: (head) => /^\uFEFF?\s*\{/.test(head) && /"(?:commentHex|commenterHex|domainId|pageId)"\s*:/.test(head),
  open: async (file, { site }) => readCommento(file, site),
};

/** What comments refer to. */
export interface Referred {
  authors: Map<string, Partial<AuthorDraft>>;
  /** Addresses of pages. */
  pages: Map<string, string>;
}

type Fields = ReturnType<typeof fieldsOf>;

/**
 * Reads an export. Authors and pages come after the comments or before them: they are read first, and kept. `drafts`
 * throws `invalid` when the file is none, `unsupported` when it is of another version, and what `readText` throws.
 */
function readCommento(file: string, site: string): ImportSource {
  async function* drafts(): AsyncIterable<Draft> {
    const referred: Referred = { authors: new Map(), pages: new Map() };
    let version: unknown;
    for await (const piece of readValues(file, { isWanted: (path) => first.has(path) })) {
      // Whatever is wrong with the file is met again below.
      if (piece.kind === "fault") continue;
      if (piece.path === "/version") version = piece.value;
      else if (piece.path === "/commenters/*") enterAuthor(referred, fieldsOf(piece.value));
      else yield* pageOf(referred, fieldsOf(piece.value));
    }
    checkVersion(file, version);
    const addresses = new Set<string>();
    for await (const piece of readValues(file, { isWanted: (path) => path === "/comments/*" })) {
      if (piece.kind === "fault") {
        yield piece;
        continue;
      }
      const fields = fieldsOf(piece.value);
      if (version === 3) yield comentarioComment(fields, site, referred);
      else {
        const address = addressOf(fields);
        if (!addresses.has(address)) yield { kind: "thread", id: address, address, title: "", identifiers: [] };
        addresses.add(address);
        yield commentoComment(fields, site, { address, referred });
      }
    }
  }
  return { software: "Commento", sessionKey: null, drafts, close: async () => undefined };
}

const first = new Set(["/version", "/commenters/*", "/pages/*"]);

function checkVersion(file: string, version: unknown): void {
  if (version === 1 || version === 3) return;
  if (typeof version !== "number") {
    throw new Problem("invalid", `${file} is no export of Commento or Comentario: it does not say its version.`);
  }
  throw new Problem("unsupported", `${file} is of version ${version}; versions 1 and 3 are known.`);
}

/** Authors are listed once for each of their comments. */
function enterAuthor({ authors }: Referred, fields: Fields): void {
  const id = textIn(fields["commenterHex"]) || textIn(fields["id"]);
  if (id === "") return;
  authors.set(id, {
    name: said(fields["name"]),
    website: said(fields["link"]) || said(fields["websiteUrl"]),
    email: said(fields["email"]),
    identity: `commento ${id}`,
  });
}

/** Both write words where there is nothing. */
function said(value: unknown): string {
  const text = textIn(value);
  return text === "undefined" || text === "none" ? "" : text;
}

function* pageOf({ pages }: Referred, fields: Fields): Iterable<Draft> {
  const id = textIn(fields["id"]);
  const address = textIn(fields["path"]);
  if (id === "" || pages.has(id)) return;
  pages.set(id, address);
  yield { kind: "thread", id, address, title: textIn(fields["title"]), identifiers: [] };
}

/** The address is given as a host and a path, under names that differ. */
function addressOf(fields: Fields): string {
  const host = textIn(fields["domain"]) || textIn(fields["host"]);
  const path = textIn(fields["path"]) || textIn(fields["url"]);
  if (/^https?:/i.test(path) || host === "") return path;
  return `https://${host}${path.startsWith("/") ? "" : "/"}${path}`;
}

const states: Record<string, CommentState> = { approved: "published", unapproved: "held", flagged: "held" };

function commentoComment(
  fields: Fields,
  site: string,
  { address, referred }: { address: string; referred: Referred },
): Draft {
  const id = textIn(fields["commentHex"]);
  if (id === "") return { kind: "fault", reason: "a comment without an id", place: address };
  const markdown = textIn(fields["markdown"]);
  const html = textIn(fields["html"]);
  const parent = textIn(fields["parentHex"]);
  const keyOf = (old: string) => sourceId("commento", site, old);
  // Exports do not say what was deleted; its words are gone.
  const isGone = fields["deleted"] === true || markdown === "[deleted]" || (markdown === "" && html === "");
  return commentDraft({
    id: keyOf(id),
    label: `comment ${id}`,
    thread: address,
    parent: parent === "" || parent === "root" ? null : keyOf(parent),
    state: isGone ? "removed" : (states[textIn(fields["state"])] ?? "held"),
    author: referred.authors.get(textIn(fields["commenterHex"])) ?? {},
    source: markdown === "" ? { text: html, type: "text/html" } : { text: markdown, type: "text/markdown" },
    createdAt: utcDate(textIn(fields["creationDate"])),
    votes: votesOf(fields["score"]),
  });
}
