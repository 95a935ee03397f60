import { createServer } from "node:http";
import type { Comment } from "../../../src/domain/comment.ts";
import { byAge, growTree } from "../../../src/domain/tree.ts";
import { createTongues } from "../../../src/i18n/tongues.ts";
import { viewBranch } from "../../../src/web/comment-view.ts";
import { createLinks } from "../../../src/web/links.ts";
import { createViews } from "../../../src/web/render.ts";
import { openDatabase } from "./sqlite.ts";

/*
 * The least that the first reading of a thread can do: read its rows by the index, parse them, fill the views in. No
 * look-up of address, site or thread, no form, no cache, no ETag. Started as `miss.ts DATABASE`, on the port of PORT.
 */
const database = await openDatabase(process.argv[2] as string);
const select = database.prepare("SELECT doc FROM comments WHERE thread = ? AND state = 'published'");
const { render } = createViews();
const words = createTongues("en").english;
const links = createLinks("http://localhost", { sign: (_purpose, text) => text });

function read(thread: string): Comment[] {
  return select.all(thread).map(({ doc }) => {
    const comment = JSON.parse(doc) as Comment;
    return { ...comment, createdAt: new Date(comment.createdAt) };
  });
}

createServer((req, res) => {
  const url = new URL(req.url ?? "/", "http://localhost").searchParams.get("url") ?? "";
  const comments = read(url.replace(/\W+/g, "").toLowerCase()).sort(byAge);
  const context = { words, links, url, now: new Date(), open: true };
  const html = growTree(comments).map((branch) => render("thread/comment", viewBranch(context, branch), words));
  res.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html.join(""));
}).listen(Number(process.env["PORT"]), "127.0.0.1");

process.once("SIGTERM", () => process.exit(0));
