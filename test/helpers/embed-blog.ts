import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { SafeHtml } from "../../src/domain/brand.ts";
import type { Comment } from "../../src/domain/comment.ts";
import type { FindWay } from "../../src/usecases/visit/reply-from-home.ts";
import { buildClient, findBrowser, launchBrowser } from "./browser.ts";
import { startWebNode, type WebNode } from "./web.ts";

/** A blog on an origin of its own whose posts embed the comments of a node, and a reader's browser in front of it. */
export interface EmbedBlog {
  node: WebNode;
  context: BrowserContext;
  page: Page;
  /** The blog's address, with a slash at its end. */
  home: string;
  /** What a post answers with besides its head; `script` is the usual tag. */
  body: (script: string) => string;
  /** The blog's Content-Security-Policy; none while it is empty. */
  policy: string;
  /** What went wrong in scripts of the page, and what was written into its console as an error. */
  faults: string[];
  errors: string[];
  /** Opens a post and waits for its form; four seconds pass on the node. */
  open(slug?: string, hash?: string): Promise<void>;
  /** Stores a comment of a post. */
  seed(id: string, text: string, given?: Partial<Comment> & { slug?: string }): Promise<Comment>;
  /** How many comments of the post are shown to everybody. */
  published(slug?: string): Promise<number>;
  /** Presses Reply below a comment and waits for its form, for which the part for writing may have to come first. */
  answer(comment: Comment): Promise<void>;
  write(text: string): Promise<void>;
  post(): Promise<void>;
  /** What stands in the form for new comments. */
  typed(): Promise<string>;
  /** Waits until that text is kept as the draft of a comment on a post; from the first on, the part for writing is there. */
  isKept(text: string, slug?: string): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Describes what a reader's browser does on a blog that embeds comments, each test with a blog, a node and a reader of
 * its own; no script of the page may fail. Says that it is skipped where there is no browser.
 */
export function describeEmbed(
  title: string,
  tests: (at: () => EmbedBlog) => void,
  options: BrowserContextOptions = {},
) {
  const path = findBrowser();
  describe(`${title}${path ? "" : " (skipped: no Chromium on this machine)"}`, () => {
    let browser: Browser | undefined;
    let clientDir = "";
    let blog: EmbedBlog | undefined;
    before(async function () {
      if (!path) return this.skip();
      browser = await launchBrowser(path);
      clientDir = await buildClient();
    });
    after(() => browser?.close());
    beforeEach(async () => {
      if (browser) blog = await startEmbedBlog(browser, clientDir, options);
    });
    afterEach(async () => {
      await blog?.close();
      expect(blog?.faults ?? []).to.deep.equal([]);
    });
    tests(() => blog as EmbedBlog);
  });
}

/** Starts blog, node and reader. The blog goes by another name for the same machine, so that it is another site. */
async function startEmbedBlog(browser: Browser, clientDir: string, options: BrowserContextOptions): Promise<EmbedBlog> {
  const server = createServer((req, res) => {
    res.setHeader("Content-Type", "text/html; charset=utf-8");
    if (blog.policy) res.setHeader("Content-Security-Policy", blog.policy);
    const script = `<script src="${node.url}/embed.js" async></script>`;
    if (req.url === "/favicon.ico") return void res.writeHead(404).end();
    res.end(`<!doctype html><html lang="en"><title>Post</title>${blog.body(script)}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const home = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const findWay: FindWay = async ({ host }) => ({ kind: "open", url: `${node.url}/healthz?opened-on=${host}` });
  const node: WebNode = await startWebNode({ site: { home }, settings: { clientDir }, findWay });
  await node.openThread(`${home}post`, { wait: true });
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("pageerror", (error) => blog.faults.push(String(error)));
  page.on("console", (line) => line.type() === "error" && blog.errors.push(line.text()));

  async function thread(slug: string): Promise<string> {
    const opened = await node.openThread(`${home}${slug}`, { wait: true });
    return opened.kind === "thread" ? opened.thread._id : "";
  }

  const blog: EmbedBlog = {
    node,
    context,
    page,
    home,
    body: (script) => `<p>Words.</p>${script}<footer>Foot</footer>`,
    policy: "",
    faults: [],
    errors: [],
    async open(slug = "post", hash = "") {
      await page.goto("about:blank");
      await page.goto(`${home}${slug}${hash}`);
      await page.waitForSelector(".an-form");
      node.clock.advance(4_000);
    },
    async seed(id, text, { slug = "post", ...given } = {}) {
      const parent = given.parent ? await node.world.comments.get(given.parent) : null;
      const path = parent ? [...parent.path, parent._id] : [];
      return node.put({ _id: id, thread: await thread(slug), html: `<p>${text}</p>` as SafeHtml, path, ...given });
    },
    published: async (slug = "post") => (await node.world.comments.counts(await thread(slug))).published,
    async answer({ number }) {
      await page.click(`#comment-${number} > .an-comment .an-reply`);
      await page.waitForSelector(`#comment-${number} > form`);
    },
    write: (text) => page.fill("form[data-number] textarea", text),
    post: () => page.click("text=Post comment"),
    typed: () => page.inputValue("form[data-number] textarea"),
    isKept: (text, slug = "post") =>
      page.waitForFunction(`localStorage["antiphon draft ${home}${slug}"] === ${JSON.stringify(text)}`),
    async close() {
      await context.close();
      await node.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return blog;
}
