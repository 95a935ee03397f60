import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FaultDraft } from "../domain/import.ts";
import { Problem } from "../domain/problem.ts";
import { coralDocument } from "./coral-documents.ts";
import { readCsv } from "./csv-rows.ts";
import { utcDate } from "./dates.ts";
import { readHead } from "./read-head.ts";
import { readValues } from "./read-json.ts";

export interface CoralUser {
  kind: "user";
  id: string;
  name: string;
  email: string;
}

export interface CoralStory {
  kind: "story";
  id: string;
  url: string;
  title: string;
}

export interface CoralComment {
  kind: "comment";
  id: string;
  author: string;
  story: string;
  parent: string;
  html: string;
  /** As Coral calls it, such as `PREMOD`. */
  status: string;
  isDeleted: boolean;
  createdAt: Date | null;
  editedAt: Date | null;
  likes: number;
  /** Stars of a review; 0 for none. */
  rating: number;
}

export type CoralRow = CoralUser | CoralStory | CoralComment;

const names = /\.(?:csv|json|jsonl|ndjson)(?:\.gz)?$/i;

/** The files of a folder that may hold something, or the one file. Throws `not-found` where there is nothing. */
async function filesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new Problem("not-found", `There is no file or folder ${path}.`);
  if (!found.isDirectory()) return [path];
  const files = (await readdir(path)).filter((name) => names.test(name)).sort();
  return files.map((name) => join(path, name));
}

/** All rows of an export, whichever form it has. Throws as `readText` does. */
export async function* coralRows(path: string): AsyncIterable<CoralRow | FaultDraft> {
  for (const file of await filesOf(path)) {
    const head = (await readHead(file)).trimStart();
    if (/^[[{]/.test(head)) yield* documentsOf(file, head.startsWith("["));
    else yield* tableOf(file);
  }
}

/** Documents stand on a line each, or in one array. */
async function* documentsOf(file: string, isArray: boolean): AsyncIterable<CoralRow | FaultDraft> {
  const shape = { isWanted: (path: string) => path === (isArray ? "/*" : ""), lines: !isArray };
  for await (const piece of readValues(file, shape)) {
    const row = piece.kind === "fault" ? piece : coralDocument(piece.value);
    if (row) yield row;
  }
}

/** Each of the three tables has another number of columns; newer ones begin with the columns’ names. */
async function* tableOf(file: string): AsyncIterable<CoralRow | FaultDraft> {
  for await (const row of readCsv(file)) {
    if (row.kind === "fault") yield row;
    else if (!areNames(row.values)) yield rowOf(row.values, file);
  }
}

function areNames([first, second]: readonly string[]): boolean {
  return first === "id" && (second === "email" || second === "url" || second === "author_id");
}

const columns = { users: 6, stories: 7, comments: 8 };

function rowOf(values: readonly string[], file: string): CoralRow | FaultDraft {
  const [first = "", second = "", third = "", fourth = "", fifth = "", sixth = "", seventh = "", eighth = ""] = values;
  if (values.length === columns.users) return { kind: "user", id: first, email: second, name: third };
  if (values.length === columns.stories) return { kind: "story", id: first, url: second, title: third };
  if (values.length !== columns.comments) {
    return { kind: "fault", reason: "a row that is none of users, stories and comments", place: `${file}: ${first}` };
  }
  return {
    kind: "comment",
    id: first,
    author: second,
    story: third,
    createdAt: utcDate(fourth),
    html: fifth,
    parent: sixth,
    status: seventh,
    rating: Number(eighth) || 0,
    isDeleted: false,
    editedAt: null,
    likes: 0,
  };
}
