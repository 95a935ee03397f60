import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, type CDPSession, devices, type Page } from "playwright-core";
import { findBrowser, launchBrowser } from "../../test/helpers/browser.ts";
import { startProgram } from "./program.ts";
import { median, type Result, result } from "./result.ts";
import { seed } from "./seed.ts";

/** Lighthouse's slow 4G. */
const line = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8 };
const slowdown = 4;

interface Visit {
  firstCommentMs: number;
  requests: number;
  kilobytes: number;
  longTasks: number;
  longestMs: number;
  interactionMs: number;
}

const watch = `
  window.seen = { comment: 0, tasks: [], interaction: 0 };
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) seen.tasks.push(duration); })
    .observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) seen.interaction = Math.max(seen.interaction, duration); })
    .observe({ type: "event", durationThreshold: 16, buffered: true });
  new MutationObserver((_, self) => {
    if (!document.querySelector(".an-comment")) return;
    self.disconnect();
    requestAnimationFrame(() => setTimeout(() => (seen.comment = performance.now())));
  }).observe(document, { childList: true, subtree: true });`;

/**
 * (h) What a reader with a slow phone on a slow line waits for, in Chromium: the first of 20 comments on a blog that has
 * the script in its head, both from this machine. Told without a goal, as the machine's own speed is in it.
 */
export async function measurePhone(folder: string, visits: number): Promise<Result[]> {
  const path = findBrowser();
  if (!path) {
    console.log("phone: skipped, there is no Chromium on this machine");
    return [];
  }
  let script = "";
  const blog = createServer((_req, res) => {
    res.setHeader("Content-Type", "text/html; charset=utf-8");
    res.end(`<!doctype html><html lang="en"><head><title>Post</title><meta name="viewport" content="width=device-width">
      ${script}</head><body><h1>Post</h1><p>Words.</p><antiphon-comments></antiphon-comments></body></html>`);
  });
  await once(blog.listen(0, "127.0.0.1"), "listening");
  const home = `http://localhost:${(blog.address() as AddressInfo).port}/`;
  const store = `sqlite:${join(folder, "phone.db")}`;
  const [page = ""] = await seed(store, [20], home);
  const node = await startProgram(["dist/src/cli/main.js", "serve"], { ANTIPHON_STORE: store }, "/healthz");
  script = `<script async src="${node.origin}/embed.js"></script>`;
  const browser = await launchBrowser(path);
  try {
    const seen: Visit[] = [];
    for (let i = 0; i < visits; i++) seen.push(await visit(browser, page));
    const of = (name: keyof Visit) => median(seen.map((one) => one[name]));
    return [
      result("phone: first comment shows", "ms", of("firstCommentMs"), null, { none: true }),
      result("phone: requests until then", "", of("requests"), null, { none: true }),
      result("phone: bytes until then", "kB", of("kilobytes"), null, { none: true }),
      result("phone: tasks over 50 ms", "", of("longTasks"), null, { none: true }),
      result("phone: the longest of them", "ms", of("longestMs"), null, { none: true }),
      result("phone: slowest of Reply and typing", "ms", of("interactionMs"), null, { none: true }),
    ];
  } finally {
    await browser.close();
    await node.stop();
    blog.closeAllConnections();
    blog.close();
  }
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext(devices["Pixel 7"]);
  try {
    const page = await context.newPage();
    const phone = await context.newCDPSession(page);
    await throttle(phone);
    await page.addInitScript(watch);
    let requests = 0;
    let bytes = 0;
    phone.on("Network.requestWillBeSent", () => {
      requests++;
    });
    phone.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(url, { waitUntil: "commit" });
    await page.waitForFunction("window.seen.comment > 0", undefined, { polling: 20 });
    const reading = { requests, kilobytes: bytes / 1000 };
    await act(page);
    const seen = (await page.evaluate("window.seen")) as { comment: number; tasks: number[]; interaction: number };
    return {
      ...reading,
      firstCommentMs: seen.comment,
      longTasks: seen.tasks.length,
      longestMs: Math.max(0, ...seen.tasks),
      interactionMs: seen.interaction,
    };
  } finally {
    await context.close();
  }
}

async function throttle(phone: CDPSession): Promise<void> {
  await phone.send("Network.enable");
  await phone.send("Network.emulateNetworkConditions", line);
  await phone.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
}

/** Answers the first comment, and types a few words. */
async function act(page: Page): Promise<void> {
  await page.locator(".an-reply").first().tap();
  await page.waitForFunction("document.activeElement.tagName === 'TEXTAREA'");
  await page.keyboard.type("A few words from the bus");
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))");
}
