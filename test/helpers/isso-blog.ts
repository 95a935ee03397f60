import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "playwright-core";
import type { Comment } from "../../src/domain/comment.ts";
import { relaxed } from "./isso.ts";
import { startWebNode, type WebNode, type WebNodeOptions } from "./web.ts";

/** What the blog's pages say around the snippet that Isso's documents show; may be changed before they are opened. */
export interface IssoPage {
  lang: string;
  head: string;
  /** More attributes of the script's tag. */
  attributes: string;
  /** Around the thread. */
  before: string;
  after: string;
}

/** A blog whose pages were made for Isso, our client in the place of Isso's, and a reader in front of it. */
export interface IssoBlog {
  node: WebNode;
  page: Page;
  /** The blog's address, with a slash at its end. */
  home: string;
  html: IssoPage;
  /** What went wrong in scripts of the page. */
  faults: string[];
  /** Opens the post and waits until its thread is there. */
  open(hash?: string): Promise<void>;
  /** Stores a comment of the post. */
  put(given: Partial<Comment> & { _id: string }): Promise<Comment>;
  close(): Promise<void>;
}

/** Starts blog and node. To a browser they are two sites, so that the node's cookies stay away. */
export async function startIssoBlog(
  context: BrowserContext,
  clientDir: string,
  options: WebNodeOptions = {},
): Promise<IssoBlog> {
  const html: IssoPage = { lang: "en", head: "", attributes: "", before: "", after: "" };
  const server: Server = createServer((_req, res) => {
    res.setHeader("Content-Type", "text/html; charset=utf-8").end(
      `<!doctype html><html lang="${html.lang}"><head><title>Post</title>${html.head}</head>${html.before}
        <p><a id="link" href="/post#isso-thread">Comments</a></p>
        <script data-isso="${nodeUrl}/" ${html.attributes} src="${nodeUrl}/js/embed.min.js"></script>
        <section id="isso-thread" data-title="Post"><noscript>Scripts are off.</noscript></section>${html.after}</html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const settings = { isso: relaxed, clientDir, ...options.settings };
  const node = await startWebNode({ ...options, site: { home, ...options.site }, settings });
  const nodeUrl = node.url.replace("127.0.0.1", "localhost");
  const opened = await node.openThread(`${home}post`, { wait: true });
  const thread = opened.kind === "thread" ? opened.thread._id : "";
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));

  return {
    node,
    page,
    home,
    html,
    faults,
    async open(hash = "") {
      await page.goto(`${home}post${hash}`);
      await page.waitForSelector(".isso-thread-heading");
    },
    put: (given) => node.put({ thread, ...given }),
    async close() {
      await node.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
