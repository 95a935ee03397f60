import type { AuthorDraft, Draft, ImportSource } from "../domain/import.ts";
import type { Importer } from "../domain/importer.ts";
import { Problem } from "../domain/problem.ts";
import { type CoralComment, coralRows } from "./coral-rows.ts";
import { commentDraft } from "./drafts.ts";
import { countIn } from "./json-fields.ts";
import { sourceId } from "./source-id.ts";

const roles = "COMMENTER|MEMBER|STAFF|MODERATOR|ADMIN";
const modes = "COMMENTS|QA|RATINGS_AND_REVIEWS";
const statuses = "NONE|APPROVED|REJECTED|PREMOD|SYSTEM_WITHHELD";
/** The names of the columns, or a row that holds a word of Coral's. */
const isTable = new RegExp(
  `^\uFEFF?(?:id,(?:email,username|url,title|author_id,story_id),|"?[\\w-]+"?,[^\\n]*,"?(?:${roles}|${modes}|${statuses})"?(?:,|\\r?\\n|$))`,
);

/** Reads exports of Coral, and of Talk as it was called before. */
export const coralImporter: Importer = {
  name: "coral",
  title: "Coral",
  file: "users, stories and comments of a Coral or Talk, as CSV or from mongoexport: a folder, or all in one file",
  options: [],
  detect: (head) =>
    /^\uFEFF?\s*[[{]/.test(head) ? /"(?:storyID|tenantID|asset_id)"\s*:/.test(head) : isTable.test(head),
  open: async (file, { site }) => readCoral(file, site),
};

/**
 * Reads users first, and keeps them; then stories and comments, in whatever order. `drafts` throws `invalid` when there is
 * no comment, and what `readText` throws.
 */
function readCoral(file: string, site: string): ImportSource {
  async function* drafts(): AsyncIterable<Draft> {
    const users = new Map<string, Partial<AuthorDraft>>();
    for await (const row of coralRows(file)) {
      if (row.kind === "user") users.set(row.id, { name: row.name, email: row.email, identity: `coral ${row.id}` });
    }
    let comments = 0;
    for await (const row of coralRows(file)) {
      if (row.kind === "fault") yield row;
      else if (row.kind === "story") {
        yield { kind: "thread", id: row.id, address: row.url, title: row.title, identifiers: [] };
      } else if (row.kind === "comment") {
        comments++;
        yield draftOf(row, site, users.get(row.author) ?? {});
      }
    }
    if (comments === 0) throw new Problem("invalid", `${file} holds no comments of Coral.`);
  }
  return { software: "Coral", sessionKey: null, drafts, close: async () => undefined };
}

const shown = new Set(["", "NONE", "APPROVED", "ACCEPTED"]);

function draftOf(row: CoralComment, site: string, author: Partial<AuthorDraft>): Draft {
  const { id, story, parent, status, rating, html, createdAt, editedAt } = row;
  if (id === "") return { kind: "fault", reason: "a comment without an id", place: story };
  const keyOf = (old: string) => sourceId("coral", site, old);
  const isRejected = status === "REJECTED";
  const isShown = shown.has(status) || isRejected;
  const stars = Math.min(Math.max(Math.round(rating), 0), 5);
  return commentDraft({
    id: keyOf(id),
    label: `comment ${id}`,
    thread: story,
    parent: parent === "" ? null : keyOf(parent),
    state: row.isDeleted ? "removed" : isShown ? "published" : "held",
    ...(isRejected ? { hidden: true } : {}),
    author,
    source: { text: (stars > 0 ? `<p>${"★".repeat(stars)}</p>` : "") + html, type: "text/html" },
    createdAt,
    editedAt,
    votes: { up: Math.max(countIn(row.likes), 0), down: 0 },
  });
}
