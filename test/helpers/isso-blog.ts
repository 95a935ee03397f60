import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
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

/** How such a blog differs from the usual one. */
export interface IssoBlogOptions extends WebNodeOptions {
  /** A folder with Isso's own files, which the blog serves then; our client comes from the node else. */
  ownClient?: string;
  /** By which address the blog's pages know the node; by another name of the machine, which is another site, else. */
  seen?: (url: string) => string;
}

/** A blog whose pages were made for Isso, with our client in the place of Isso's or that itself, and a reader in front of it. */
export interface IssoBlog {
  node: WebNode;
  page: Page;
  /** The blog's address, with a slash at its end. */
  home: string;
  /** The node's address, as the blog's pages know it. */
  nodeUrl: string;
  html: IssoPage;
  /** What went wrong in scripts of the page. */
  faults: string[];
  /** Opens the post and waits until its thread is there; the blog's first page has the client that counts. */
  open(hash?: string): Promise<void>;
  /** Stores a comment of the post. */
  put(given: Partial<Comment> & { _id: string }): Promise<Comment>;
  close(): Promise<void>;
}

/** Starts blog and node. To a browser they are two sites, so that the node's cookies stay away. */
export async function startIssoBlog(
  context: BrowserContext,
  clientDir: string,
  { ownClient, seen = (url) => url.replace("127.0.0.1", "localhost"), ...options }: IssoBlogOptions = {},
): Promise<IssoBlog> {
  const html: IssoPage = { lang: "en", head: "", attributes: "", before: "", after: "" };
  const server: Server = createServer((req, res) => {
    const file = ownClient && /^\/isso\/((?:embed|count)\.min\.js)$/.exec(req.url ?? "")?.[1];
    if (file) return void res.setHeader("Content-Type", "text/javascript").end(readFileSync(join(ownClient, file)));
    const name = req.url === "/" ? "count" : "embed";
    const script = `${ownClient ? "/isso" : `${nodeUrl}/js`}/${name}.min.js`;
    res.setHeader("Content-Type", "text/html; charset=utf-8").end(
      `<!doctype html><html lang="${html.lang}"><head><title>Post</title>${html.head}</head>${html.before}
        <p><a id="link" href="/post#isso-thread">Comments</a></p>
        <script data-isso="${nodeUrl}/" ${html.attributes} src="${script}"></script>
        <section id="isso-thread" data-title="Post"><noscript>Scripts are off.</noscript></section>${html.after}</html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const settings = { isso: relaxed, clientDir, ...options.settings };
  const node = await startWebNode({ ...options, site: { home, ...options.site }, settings });
  const nodeUrl = seen(node.url);
  const opened = await node.openThread(`${home}post`, { wait: true });
  const thread = opened.kind === "thread" ? opened.thread._id : "";
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));

  return {
    node,
    page,
    home,
    nodeUrl,
    html,
    faults,
    async open(hash = "") {
      await page.goto(`${home}post${hash}`);
      await page.waitForSelector(".isso-thread-heading:not(:empty)");
    },
    put: (given) => node.put({ thread, ...given }),
    async close() {
      await node.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
