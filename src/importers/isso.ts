import type { CommentState } from "../domain/comment.ts";
import type { CommentDraft, Draft, ForeignDatabase, ImportSource } from "../domain/import.ts";
import type { IssoHash } from "../domain/isso.ts";
import { createIssoFace } from "./isso-face.ts";
import { type CommentRow, type IssoTables, readTables } from "./isso-rows.ts";
import { type IssoTexts, typeOfText, unescapeOnce } from "./isso-text.ts";
import { sourceId } from "./source-id.ts";

export interface IssoOptions {
  /** The id of the site that it is read for; part of each comment's id. */
  site: string;
  /** How sentences call the file. */
  file: string;
  texts: IssoTexts;
  hash: IssoHash;
}

/** Larger numbers than anybody counts to are not worth a gap. */
const mostVotes = 1_000_000;

const states: Record<string, CommentState> = { "1": "published", "2": "held", "4": "removed" };

/**
 * Reads the database of an Isso, schemas 0 to 5. Throws `invalid` when it is none, or the way to hash is none, and
 * `unsupported` when it is newer.
 */
export function readIsso(db: ForeignDatabase, options: IssoOptions): Omit<ImportSource, "close"> {
  const tables = readTables(db, options.file);
  const faceOf = createIssoFace(options.hash);
  return {
    software: "Isso",
    sessionKey: tables.sessionKey,
    async *drafts(): AsyncIterable<Draft> {
      for (const { id, uri, title } of tables.threads()) {
        if (id === null || uri === null) continue;
        yield { kind: "thread", id, address: uri, title: title ?? "", identifiers: [] };
      }
      for (const row of tables.comments()) yield await draftOf(row, tables, options, faceOf);
    },
  };
}

async function draftOf(
  row: CommentRow,
  { schema }: IssoTables,
  options: IssoOptions,
  faceOf: ReturnType<typeof createIssoFace>,
): Promise<CommentDraft> {
  const text = row.text ?? "";
  const email = row.email ?? "";
  const network = row.network ?? "";
  // An id is given again after its comment was deleted, so that it says who is meant only with the time.
  const idOf = (id: string, created: number | null) => sourceId("isso", options.site, `${id}@${created}`);
  const { parent } = row;
  return {
    kind: "comment",
    id: idOf(row.id ?? "", row.created),
    label: `#${row.id}`,
    thread: row.tid ?? "",
    parent: parent === null ? null : idOf(parent, row.parentCreated),
    number: Number(row.id),
    state: states[row.mode ?? ""] ?? "held",
    author: {
      name: unescapeOnce(row.author ?? ""),
      website: unescapeOnce(row.website ?? ""),
      email: unescapeOnce(email),
      identity: "",
      ...(network === "" ? {} : { address: network }),
      // Isso hashes what it stores, which is escaped.
      face: await faceOf(email || network),
    },
    source: { text, type: typeOfText(text, options.texts) },
    warning: null,
    createdAt: dateOf(row.created),
    editedAt: dateOf(row.modified),
    votes: { up: votesOf(row.likes), down: votesOf(row.dislikes) },
    issoVoters: schema >= 1 ? votersOf(row.voters) : null,
    notify: row.notification === "1",
  };
}

/** Seconds since 1970, with a fraction. */
function dateOf(seconds: number | null): Date | null {
  const ms = Math.round((seconds ?? Number.NaN) * 1000);
  const date = new Date(ms > 0 ? ms : Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

function votesOf(count: string | null): number {
  const votes = Number(count ?? 0);
  return Number.isInteger(votes) ? Math.min(Math.max(votes, 0), mostVotes) : 0;
}

/** The filter, if it is one (256 bytes) and somebody is in it. */
function votersOf(hex: string | null): string | null {
  if (hex?.length !== 512 || /^0*$/.test(hex)) return null;
  return Buffer.from(hex, "hex").toString("base64");
}
