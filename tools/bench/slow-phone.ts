import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, type CDPSession, devices, type Page } from "playwright-core";
import { findBrowser, launchBrowser } from "../../test/helpers/browser.ts";
import { startProgram } from "./program.ts";
import { seed } from "./seed.ts";

/** Lighthouse's slow 4G. */
const line = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8 };
const slowdown = 4;

/** A blog that has the script in its head, the built node that holds its comments, and a browser; all on this machine. */
export interface SlowPhone {
  /** The page of a thread with that many comments. */
  url: string;
  /** Opens an empty page on a phone four times slower than this machine, on a slow line, and closes it afterwards. */
  visit<T>(look: (page: Page, phone: CDPSession) => Promise<T>): Promise<T>;
}

/** Sets all that up around a thread of `size` comments in a new store, and stops it afterwards; null without Chromium. */
export async function onSlowPhone<T>(
  store: string,
  size: number,
  measure: (phone: SlowPhone) => Promise<T>,
): Promise<T | null> {
  const path = findBrowser();
  if (!path) {
    console.log("phone: skipped, there is no Chromium on this machine");
    return null;
  }
  let script = "";
  const blog = createServer((_req, res) => {
    res.setHeader("Content-Type", "text/html; charset=utf-8");
    res.end(`<!doctype html><html lang="en"><head><title>Post</title><meta name="viewport" content="width=device-width">
      ${script}</head><body><h1>Post</h1><p>Words.</p><antiphon-comments></antiphon-comments></body></html>`);
  });
  await once(blog.listen(0, "127.0.0.1"), "listening");
  const home = `http://localhost:${(blog.address() as AddressInfo).port}/`;
  const [url = ""] = await seed(store, [size], home);
  const node = await startProgram(["dist/src/cli/main.js", "serve"], { ANTIPHON_STORE: store }, "/healthz");
  script = `<script async src="${node.origin}/embed.js"></script>`;
  const browser = await launchBrowser(path);
  try {
    return await measure({ url, visit: (look) => visit(browser, look) });
  } finally {
    await browser.close();
    await node.stop();
    blog.closeAllConnections();
    blog.close();
  }
}

async function visit<T>(browser: Browser, look: (page: Page, phone: CDPSession) => Promise<T>): Promise<T> {
  const context = await browser.newContext(devices["Pixel 7"]);
  try {
    const page = await context.newPage();
    const phone = await context.newCDPSession(page);
    await phone.send("Network.enable");
    await phone.send("Network.emulateNetworkConditions", line);
    await phone.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    return await look(page, phone);
  } finally {
    await context.close();
  }
}
