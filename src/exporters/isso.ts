import type { Comment, CommentState } from "../domain/comment.ts";
import { isVisible } from "../domain/comment.ts";
import type { CommentPiece } from "../domain/content.ts";
import type { Exporter, ForeignWriter } from "../domain/exporter.ts";
import { fnv1a } from "../domain/spread.ts";
import { htmlToMarkdown } from "./html-to-markdown.ts";

/** The tables of Isso 0.13 and 0.14, as these make them. */
const schema = `
  CREATE TABLE preferences (key VARCHAR PRIMARY KEY, value VARCHAR);
  CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
  CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL,
    modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR NOT NULL, author VARCHAR, email VARCHAR,
    website VARCHAR, likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL,
    notification INTEGER DEFAULT 0);
  CREATE TRIGGER remove_stale_threads AFTER DELETE ON comments BEGIN
    DELETE FROM threads WHERE id NOT IN (SELECT tid FROM comments); END;
  PRAGMA user_version = 5;
  BEGIN`;

const gone = 4;
const modes: Partial<Record<CommentState, number>> = { published: 1, held: 2, removed: gone };

/** Of a filter of voters, so many bytes. */
const filterBytes = 256;

/**
 * The database of an Isso, which takes it as its own. It knows two levels, so that deeper answers stand below the comment at
 * the top; spam and what is hidden is left out, but for an empty place where something that is kept stands below it.
 */
export function createIssoExporter(openDatabase: () => Promise<ForeignWriter>): Exporter {
  return {
    name: "isso",
    title: "Isso",
    use: "The database comments.db of an Isso, from 0.13 on.",
    ending: ".db",
    mediaType: "application/vnd.sqlite3",
    oneBlog: true,
    publicOnly: false,
    async *write(pieces, { isPublic }) {
      const db = await openDatabase();
      try {
        db.exec(schema);
        let tid = 0;
        let open: string | null = null;
        const leftOut = new Map<number, Date>();
        const answered = new Set<number>();
        const close = () => {
          for (const [number, createdAt] of leftOut) if (answered.has(number)) insertPlace(db, tid, number, createdAt);
          leftOut.clear();
          answered.clear();
        };
        for await (const piece of pieces) {
          if (piece.kind !== "comment") {
            close();
            continue;
          }
          const { comment, top } = piece;
          if (!isKept(comment)) {
            if (top === null) leftOut.set(comment.number, comment.createdAt);
            continue;
          }
          if (top !== null) answered.add(top);
          if (open !== piece.thread._id) {
            const { pathname, search } = new URL(piece.thread.page.url);
            const values = [++tid, pathname + search, piece.thread.page.title];
            db.run("INSERT INTO threads (id, uri, title) VALUES (?, ?, ?)", values);
            open = piece.thread._id;
          }
          insert(db, tid, piece, isPublic);
        }
        close();
        db.exec("COMMIT");
        yield* db.bytes();
      } finally {
        await db.close();
      }
    },
  };
}

function isKept(comment: Comment): boolean {
  return isVisible(comment) || comment.state === "held" || comment.state === "removed";
}

function insert(db: ForeignWriter, tid: number, { comment, top }: CommentPiece, isPublic: boolean): void {
  const { author, source, state, issoVoters, votes = { up: 0, down: 0 } } = comment;
  const isGone = state === "removed";
  const { email, website, hash } =
    author.kind === "visitor" ? author : { email: null, website: author.url, hash: author.id };
  const name = author.kind === "visitor" ? author.name : author.name || author.handle;
  const text = source.type === "text/markdown" ? source.text : htmlToMarkdown(comment.html);
  const voters = Buffer.from(issoVoters ?? "", "base64");
  const filter = voters.length === filterBytes ? `x'${voters.toString("hex")}'` : `zeroblob(${filterBytes})`;
  db.run(
    `INSERT INTO comments (tid, id, parent, created, modified, mode, remote_addr, text, author, email, website, likes,
      dislikes, notification, voters) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${filter})`,
    [
      tid,
      comment.number,
      top,
      comment.createdAt.getTime() / 1000,
      comment.editedAt === null ? null : comment.editedAt.getTime() / 1000,
      modes[state] ?? 2,
      networkFor(hash || name),
      isGone ? "" : text,
      isGone || name === "" ? null : escaped(name),
      isGone || isPublic || email === null ? null : escaped(email),
      isGone || website === null ? null : escaped(website).replaceAll('"', "&quot;").replaceAll("'", "&#x27;"),
      isGone ? 0 : votes.up,
      isGone ? 0 : votes.down,
      comment.notify ? 1 : 0,
    ],
  );
}

/** Isso shows no answer whose comment at the top is not there. */
function insertPlace(db: ForeignWriter, tid: number, number: number, createdAt: Date): void {
  db.run(
    `INSERT INTO comments (tid, id, created, mode, remote_addr, text, voters)
      VALUES (?, ?, ?, ?, ?, '', zeroblob(${filterBytes}))`,
    [tid, number, createdAt.getTime() / 1000, gone, networkFor("")],
  );
}

/** Networks are not kept here. Isso draws a face from one, so that each person gets their own of a range that nobody has. */
function networkFor(who: string): string {
  const number = fnv1a(who);
  return `240.${(number >>> 16) & 255}.${(number >>> 8) & 255}.0`;
}

/** As Isso escapes names and mailboxes before it stores them. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
