import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { ExampleBlog } from "./example-blog.ts";

/** Somebody who reads a built blog, and what their browser asks the node for meanwhile. */
export interface Reader {
  page: Page;
  /** Paths of the node that were asked for, without queries. */
  asked: string[];
  /** What went wrong in scripts of the page. */
  faults: string[];
  open(path: string): Promise<void>;
  /** The words of the comments that are shown. */
  texts(): Promise<string[]>;
  /** How far things moved by themselves since the page was opened. */
  shifted(): Promise<unknown>;
  /** How many streams of news are open. */
  streams(): Promise<unknown>;
  close(): Promise<void>;
}

const watch = `
  window.shifted = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  window.streams = 0;
  const Stream = EventSource;
  window.EventSource = class extends Stream {
    constructor(...given) { super(...given); window.streams++; }
    close() { if (this.readyState !== 2) window.streams--; super.close(); }
  };
  window.EventSource.CLOSED = 2;`;

/** Opens a browser for a reader of the blog. */
export async function openReader(
  browser: Browser,
  blog: Pick<ExampleBlog, "host" | "node">,
  options: BrowserContextOptions = {},
): Promise<Reader> {
  const context: BrowserContext = await browser.newContext(options);
  const page = await context.newPage();
  const asked: string[] = [];
  const faults: string[] = [];
  const nodeUrl = blog.node.url;
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    if (request.url().startsWith(nodeUrl)) asked.push(new URL(request.url()).pathname);
  });
  if (options.javaScriptEnabled !== false) await page.addInitScript(watch);

  return {
    page,
    asked,
    faults,
    async open(path) {
      await page.goto(new URL(path, blog.host.home).href);
    },
    texts: async () => (await page.locator(".an-text").allTextContents()).map((text) => text.trim()),
    shifted: () => page.evaluate("window.shifted"),
    streams: () => page.evaluate("window.streams"),
    close: () => context.close(),
  };
}
