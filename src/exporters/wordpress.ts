import type { CommentState } from "../domain/comment.ts";
import type { CommentPiece, Piece, ThreadPiece } from "../domain/content.ts";
import type { Exporter } from "../domain/exporter.ts";

/** Renders a view. */
export type RenderExport = (view: string, locals: object) => string;

const approved: Record<CommentState, string> = { published: "1", held: "0", spam: "spam", removed: "trash" };

/**
 * What WordPress itself exports (WXR 1.2), with comments alone: its importer finds posts that are there by title and date.
 * What is hidden waits for review there.
 */
export function createWordpressExporter(render: RenderExport, wellFormed: (xml: string) => string): Exporter {
  return {
    name: "wordpress",
    title: "WordPress",
    use: "An export of WordPress (WXR 1.2), which many other systems read, too.",
    ending: ".xml",
    mediaType: "application/xml",
    oneBlog: true,
    publicOnly: false,
    async *write(pieces) {
      let items = 0;
      let isOpen = false;
      for await (const piece of pieces) {
        if (piece.kind === "thread") {
          if (isOpen) yield "  </item>\n";
          isOpen = true;
          items++;
        }
        yield wellFormed(written(piece, items));
      }
      yield `${isOpen ? "  </item>\n" : ""}</channel>\n</rss>\n`;
    },
  };

  function written(piece: Piece, item: number): string {
    if (piece.kind === "blog") {
      const { name, home, lang } = piece.site;
      return render("exports/wxr-channel", { title: name || home, home: home.replace(/\/$/, ""), lang });
    }
    return piece.kind === "thread"
      ? render("exports/wxr-item", itemOf(piece, item))
      : render("exports/wxr-comment", commentOf(piece));
  }
}

function itemOf({ thread: { page, levels, createdAt } }: ThreadPiece, id: number) {
  const date = page.publishedAt ?? createdAt;
  const slug = new URL(page.url).pathname.split("/").findLast((part) => part !== "") ?? "";
  const { url, title, teaser } = page;
  return {
    id,
    url,
    title,
    teaser,
    slug,
    date: dateOf(date),
    published: date.toUTCString(),
    open: levels?.web !== "refuse",
  };
}

function commentOf({ comment, parent }: CommentPiece) {
  const { author, hiddenBy, state, remote } = comment;
  const isVisitor = author.kind === "visitor";
  const origin = [
    { key: "protocol", value: "activitypub" },
    { key: "source_id", value: remote?.id ?? "" },
    { key: "source_url", value: remote?.url ?? "" },
  ];
  return {
    id: comment.number,
    name: isVisitor ? author.name : author.name || author.handle,
    email: isVisitor ? (author.email ?? "") : "",
    url: isVisitor ? (author.website ?? "") : author.url,
    date: dateOf(comment.createdAt),
    html: comment.html,
    approved: state === "published" && hiddenBy !== null ? "0" : approved[state],
    parent: parent ?? 0,
    meta: remote === null ? [] : origin,
  };
}

/** UTC, as WordPress writes it. */
function dateOf(date: Date): string {
  return date.toISOString().slice(0, 19).replace("T", " ");
}
