import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { CommentPiece, Piece, ThreadPiece } from "../domain/content.ts";
import type { Exporter } from "../domain/exporter.ts";
import { growTree } from "../domain/tree.ts";
import { viewBranches } from "./page-branch.ts";
import { tarEnd, tarEntry } from "./tar.ts";
import type { RenderExport } from "./wordpress.ts";

/** A thread in the list of all. */
interface Listed {
  file: string;
  title: string;
  url: string;
  count: number;
}

/**
 * A page of HTML for each thread with comments, and a list of them, in an archive: they can be read, and laid on any server,
 * without a program. One thread at a time is in memory.
 */
export function createPagesExporter(render: RenderExport): Exporter {
  return {
    name: "html",
    title: "Web pages",
    use: "A page of HTML for each thread and a list of them (tar.gz), to be read without any program.",
    ending: ".tar.gz",
    mediaType: "application/gzip",
    oneBlog: false,
    publicOnly: true,
    async *write(pieces) {
      yield* pipeline(Readable.from(archived(pieces)), createGzip(), () => undefined);
    },
  };

  async function* archived(pieces: AsyncIterable<Piece>): AsyncIterable<Buffer> {
    const blogs: { name: string; home: string; threads: Listed[] }[] = [];
    let thread: ThreadPiece | null = null;
    let comments: CommentPiece[] = [];
    let files = 0;
    for await (const piece of pieces) {
      if (piece.kind === "comment") {
        comments.push(piece);
        continue;
      }
      yield* close();
      if (piece.kind === "thread") thread = piece;
      else blogs.push({ name: piece.site.name || piece.site.home, home: piece.site.home, threads: [] });
    }
    yield* close();
    yield tarEntry("index.html", render("exports/pages-index", { blogs }));
    yield tarEntry("style.css", style);
    yield tarEnd();

    function* close(): Iterable<Buffer> {
      if (thread && comments.length > 0) {
        const { page } = thread.thread;
        const file = `threads/${String(++files).padStart(6, "0")}.html`;
        const branches = viewBranches(growTree(comments.map(({ comment }) => comment)));
        const { title, url, lang } = page;
        yield tarEntry(file, render("exports/pages-thread", { title, url, lang: lang ?? "", branches }));
        const count = comments.filter(({ comment }) => comment.state === "published").length;
        blogs.at(-1)?.threads.push({ file, title, url, count });
      }
      thread = null;
      comments = [];
    }
  }
}

const style = `:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
ol.comments { padding: 0; list-style: none; }
ol.comments ol.comments { margin-inline-start: .5rem; padding-inline-start: 1rem; border-inline-start: 2px solid #8888; }
article > header { font-size: .9rem; }
pre { overflow: auto; }
img { max-width: 100%; }
`;
