import type { Piece, ThreadPiece } from "../domain/content.ts";
import type { Exporter } from "../domain/exporter.ts";
import type { Site } from "../domain/site.ts";
import {
  type BlogLine,
  type CommentLine,
  type EndLine,
  formatName,
  formatVersion,
  type HeaderLine,
  type ThreadLine,
} from "../importers/antiphon-lines.ts";
import { commentLineOf } from "./antiphon-comment.ts";

type Line = HeaderLine | BlogLine | ThreadLine | CommentLine | EndLine;

/**
 * Our own format: a line of JSON for each blog, thread and comment, described in `docs/export.schema.json`. The same content
 * makes the same bytes.
 */
export const antiphonExporter: Exporter = {
  name: "antiphon",
  title: "Antiphon",
  use: "Everything, for another Antiphon or a program of yours: a line of JSON for each comment.",
  ending: ".ndjson",
  mediaType: "application/x-ndjson",
  oneBlog: false,
  publicOnly: false,
  async *write(pieces, { isPublic }) {
    const counts = { threads: 0, comments: 0 };
    yield line({ format: formatName, version: formatVersion, private: !isPublic });
    for await (const piece of pieces) {
      if (piece.kind === "thread") counts.threads++;
      if (piece.kind === "comment") counts.comments++;
      yield line(lineOf(piece, isPublic));
    }
    yield line({ type: "end", ...counts });
  },
};

function line(value: Line): string {
  return `${JSON.stringify(value)}\n`;
}

function lineOf(piece: Piece, isPublic: boolean): Line {
  if (piece.kind === "comment") return commentLineOf(piece, isPublic);
  return piece.kind === "thread" ? threadLineOf(piece) : blogLineOf(piece.site);
}

function blogLineOf({ home, name, lang }: Site): BlogLine {
  return { type: "blog", home, name, lang };
}

function threadLineOf({ site, thread, keys }: ThreadPiece): ThreadLine {
  const {
    page,
    formerKeys = [],
    pinned = [],
    levels,
    closeAfterDays = null,
    guestsStay,
    announcement,
    pushed,
  } = thread;
  return {
    type: "thread",
    blog: site.home,
    key: thread.key,
    url: page.url,
    title: page.title,
    teaser: page.teaser,
    lang: page.lang,
    publishedAt: page.publishedAt?.toISOString() ?? null,
    updatedAt: page.updatedAt?.toISOString() ?? null,
    ...(page.fromFeed ? { fromFeed: page.fromFeed } : {}),
    createdAt: thread.createdAt.toISOString(),
    keys,
    ...(formerKeys.length > 0 ? { formerKeys } : {}),
    ...(pinned.length > 0 ? { pinned } : {}),
    ...(levels && Object.keys(levels).length > 0 ? { levels } : {}),
    ...(closeAfterDays === null ? {} : { closeAfterDays }),
    ...(guestsStay ? { guestsStay } : {}),
    ...(announcement === "withdrawn" ? { withdrawn: true } : {}),
    ...(pushed?.aside ? { forMembers: true } : {}),
    reactions: thread.reactions,
  };
}
