import type { Draft, ImportSource } from "../domain/import.ts";
import type { Importer } from "../domain/importer.ts";
import { Problem } from "../domain/problem.ts";
import { utcDate } from "./dates.ts";
import { commentDraft } from "./drafts.ts";
import { unescapeHtml } from "./escaped.ts";
import { fieldsOf, listOf, textIn, votesOf } from "./json-fields.ts";
import { readValues } from "./read-json.ts";
import { sourceId } from "./source-id.ts";

/** Reads backups of Remark42. */
export const remark42Importer: Importer = {
  name: "remark42",
  title: "Remark42",
  file: "a backup of Remark42 (backup-SITE-DATE.gz)",
  options: [],
  detect: (head) => /^\uFEFF?\s*\{/.test(head) && /"locator"\s*:\s*\{/.test(head) && /"pid"\s*:/.test(head),
  open: async (file, { site }) => readRemark42(file, site),
};

type Fields = ReturnType<typeof fieldsOf>;

/** What is kept while a backup is read. */
interface Reading {
  site: string;
  /** Pages that were given already. */
  addresses: Set<string>;
  /** Users whose comments nobody saw. */
  blocked: Set<string>;
}

/**
 * Reads a backup: what Remark42 says of users and pages, then a comment on each line. `drafts` throws `invalid` when the
 * file is none, `unsupported` when it is of another version, and what `readText` throws.
 */
function readRemark42(file: string, site: string): ImportSource {
  async function* drafts(): AsyncIterable<Draft> {
    const reading: Reading = { site, addresses: new Set(), blocked: new Set() };
    let isFirst = true;
    for await (const piece of readValues(file, { isWanted: (path) => path === "", lines: true })) {
      if (piece.kind === "fault") {
        yield piece;
        continue;
      }
      const fields = fieldsOf(piece.value);
      if (isFirst) yield* readFirst(file, fields, reading);
      else yield* draftsOf(fields, reading);
      isFirst = false;
    }
    if (isFirst) throw notOne(file);
  }
  return { software: "Remark42", sessionKey: null, drafts, close: async () => undefined };
}

/** Old versions say nothing, or 0. */
function* readFirst(file: string, fields: Fields, { blocked }: Reading): Iterable<Draft> {
  const { version = 0, users, posts } = fields;
  if (!Array.isArray(users) && !Array.isArray(posts) && !("version" in fields)) throw notOne(file);
  if (version !== 0 && version !== 1) {
    throw new Problem("unsupported", `${file} is a backup of version ${textIn(version)}; versions 0 and 1 are known.`);
  }
  for (const user of listOf(users).map(fieldsOf)) {
    if (fieldsOf(user["blocked"])["status"] === true) blocked.add(textIn(user["id"]));
  }
  for (const post of listOf(posts).map(fieldsOf)) {
    if (post["read_only"] !== true) continue;
    const reason = "pages that took no more comments there; close them here as well";
    yield { kind: "note", outcome: "changed", reason, place: textIn(post["url"]) };
  }
}

function notOne(file: string): Problem {
  return new Problem(
    "invalid",
    `${file} is no backup of Remark42: it does not start with a line that says its version.`,
  );
}

function* draftsOf(fields: Fields, { site, addresses, blocked }: Reading): Iterable<Draft> {
  const locator = fieldsOf(fields["locator"]);
  // Remark42 keeps addresses as they stand in HTML.
  const address = unescapeHtml(textIn(locator["url"]));
  const id = textIn(fields["id"]);
  if (id === "") {
    yield { kind: "fault", reason: "a comment without an id", place: address };
    return;
  }
  if (!addresses.has(address)) {
    addresses.add(address);
    yield { kind: "thread", id: address, address, title: unescapeHtml(textIn(fields["title"])), identifiers: [] };
  }
  // One number may be given on two sites, which lie in one backup each.
  const keyOf = (old: string) => sourceId("remark42", site, `${textIn(locator["site"])} ${old}`);
  const parent = textIn(fields["pid"]);
  const markdown = textIn(fields["orig"]);
  const user = fieldsOf(fields["user"]);
  const userId = textIn(user["id"]);
  const label = `comment ${id}`;
  if (`${markdown}${textIn(fields["text"])}`.includes("/api/v1/picture/")) {
    const reason = "comments with pictures that lie on the other server; links lead there";
    yield { kind: "note", outcome: "changed", reason, place: label };
  }
  yield commentDraft({
    id: keyOf(id),
    label,
    thread: address,
    parent: parent === "" ? null : keyOf(parent),
    state: fields["delete"] === true ? "removed" : "published",
    ...(blocked.has(userId) ? { hidden: true } : {}),
    author: { name: unescapeHtml(textIn(user["name"])), identity: userId === "" ? "" : `remark42 ${userId}` },
    source:
      markdown === "" ? { text: textIn(fields["text"]), type: "text/html" } : { text: markdown, type: "text/markdown" },
    createdAt: utcDate(textIn(fields["time"])),
    editedAt: utcDate(textIn(fieldsOf(fields["edit"])["time"])),
    votes: votesIn(fields),
  });
}

/** Each vote by its sign, where they are named; what was counted without names is added to the larger side. */
function votesIn(fields: Fields): { up: number; down: number } {
  const votes = Object.values(fieldsOf(fields["votes"]));
  const up = votes.filter((vote) => vote === true).length;
  const down = votes.filter((vote) => vote === false).length;
  const rest = votesOf(fields["score"]);
  const unnamed = rest.up - rest.down - (up - down);
  return { up: up + Math.max(unnamed, 0), down: down + Math.max(-unnamed, 0) };
}
