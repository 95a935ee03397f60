import type { Draft, ForeignDatabase, ImportSource } from "../domain/import.ts";
import type { Importer } from "../domain/importer.ts";
import { Problem } from "../domain/problem.ts";
import { type GhostChoices, type GhostReferred, ghostComment, memberOf } from "./ghost-comment.ts";
import { type GhostRow, type GhostRows, ghostJsonRows, ghostTableRows } from "./ghost-rows.ts";
import { countIn, textIn } from "./json-fields.ts";
import { isDatabase, readHead } from "./read-head.ts";

type OpenDatabase = (file: string) => Promise<ForeignDatabase & { close(): Promise<void> }>;

/** Reads the comments that Ghost itself kept, by way of whatever opens another program's database. */
export function createGhostImporter(openDatabase: OpenDatabase): Importer {
  return {
    name: "ghost",
    title: "Ghost",
    file: "Ghost’s own comments: an export with ?include=comments,members, answers of its members’ API, or its SQLite file",
    options: [
      {
        name: "private",
        label:
          "comments of posts that are for members: leave them out, take them along hidden, or show them to everybody",
        value: "kind",
        choices: ["leave", "hidden", "shown"],
        otherwise: "leave",
      },
      {
        name: "page",
        label: "where comments belong that do not say their post, as answers of the members' API",
        value: "address",
      },
    ],
    detect: (head) =>
      isDatabase(head)
        ? /CREATE TABLE [`"]?(?:comments|members)\b/i.test(head)
        : /^\uFEFF?\s*\{/.test(head) &&
          (/"(?:exported_on|in_reply_to_snippet)"\s*:/.test(head) ||
            // Posts of Mastodon say so as well, and for whom they are.
            (/"in_reply_to_id"\s*:/.test(head) && !/"visibility"\s*:/.test(head))),
    async open(file, { site, values: { private: closed = "leave", page = "" } }) {
      const choices: GhostChoices = { site, page, closed: closed as GhostChoices["closed"] };
      if (!isDatabase(await readHead(file))) return readGhost(file, ghostJsonRows(file), choices);
      const db = await openDatabase(file);
      return { ...readGhost(file, ghostTableRows(db), choices), close: db.close };
    },
  };
}

/** Ghost leaves them out of its exports, unless it is asked. */
const withoutComments = "the export was made without comments: ask for it with ?include=comments,comment_likes,members";

/** Reads posts, members and likes first, then comments. `drafts` throws `invalid` where there is not even an empty table. */
function readGhost(file: string, rows: GhostRows, choices: GhostChoices): ImportSource {
  async function* drafts(): AsyncIterable<Draft> {
    const referred: GhostReferred = { posts: new Map(), authors: new Map(), votes: new Map(), named: new Set() };
    let known = 0;
    let comments = 0;
    for await (const row of rows("posts", "members", "comment_likes")) {
      // Whatever is wrong with the file is met again below.
      if (row.kind === "fault") continue;
      known++;
      enter(referred, row);
    }
    for await (const row of rows("comments")) {
      if (row.kind === "fault") yield row;
      else {
        comments++;
        yield* ghostComment(row.fields, referred, choices);
      }
    }
    if (known > 0 && comments === 0) yield { kind: "fault", reason: withoutComments, place: file };
    if (known + comments === 0)
      throw new Problem("invalid", `${file} holds no comments of Ghost, nor posts or members.`);
  }
  return { software: "Ghost", sessionKey: null, drafts, close: async () => undefined };
}

function enter({ posts, authors, votes }: GhostReferred, { table, fields }: GhostRow): void {
  const id = textIn(fields["id"]);
  if (table === "members") authors.set(id, memberOf(fields));
  else if (table === "posts") posts.set(id, postOf(fields));
  else {
    const comment = textIn(fields["comment_id"]);
    const before = votes.get(comment) ?? { up: 0, down: 0 };
    const isLike = !("score" in fields) || countIn(fields["score"]) >= 0;
    votes.set(comment, { up: before.up + (isLike ? 1 : 0), down: before.down + (isLike ? 0 : 1) });
  }
}

function postOf(fields: Readonly<Record<string, unknown>>) {
  const slug = textIn(fields["slug"]);
  const visibility = textIn(fields["visibility"]);
  return {
    address: slug === "" ? "" : `/${slug}/`,
    title: textIn(fields["title"]),
    identifiers: ["id", "comment_id", "uuid"].map((name) => textIn(fields[name])).filter((name) => name !== ""),
    isPublic: ["", "public"].includes(visibility) && ["", "published", "sent"].includes(textIn(fields["status"])),
  };
}
