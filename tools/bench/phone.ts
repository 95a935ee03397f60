import { join } from "node:path";
import type { CDPSession, Page } from "playwright-core";
import { median, type Result, result } from "./result.ts";
import { onSlowPhone } from "./slow-phone.ts";

interface Visit {
  firstCommentMs: number;
  requests: number;
  kilobytes: number;
  longTasks: number;
  longestMs: number;
}

const watch = `
  window.seen = { comment: 0, tasks: [] };
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) seen.tasks.push(duration); })
    .observe({ type: "longtask", buffered: true });
  new MutationObserver((_, self) => {
    if (!document.querySelector(".an-comment")) return;
    self.disconnect();
    requestAnimationFrame(() => setTimeout(() => (seen.comment = performance.now())));
  }).observe(document, { childList: true, subtree: true });`;

/**
 * (h) What a reader with a slow phone on a slow line waits for, in Chromium: the first of 20 comments. Told without a goal,
 * as the machine's own speed is in it.
 */
export async function measurePhone(folder: string, visits: number): Promise<Result[]> {
  const seen = await onSlowPhone(`sqlite:${join(folder, "phone.db")}`, 20, async ({ url, visit }) => {
    const all: Visit[] = [];
    for (let i = 0; i < visits; i++) all.push(await visit((page, phone) => read(page, phone, url)));
    return all;
  });
  if (!seen) return [];
  const of = (name: keyof Visit) => median(seen.map((one) => one[name]));
  return [
    result("phone: first comment shows", "ms", of("firstCommentMs"), null, { none: true }),
    result("phone: requests until then", "", of("requests"), null, { none: true }),
    result("phone: bytes until then", "kB", of("kilobytes"), null, { none: true }),
    result("phone: tasks over 50 ms", "", of("longTasks"), null, { none: true }),
    result("phone: the longest of them", "ms", of("longestMs"), null, { none: true }),
  ];
}

async function read(page: Page, phone: CDPSession, url: string): Promise<Visit> {
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
  const seen = (await page.evaluate("window.seen")) as { comment: number; tasks: number[] };
  return {
    ...reading,
    firstCommentMs: seen.comment,
    longTasks: seen.tasks.length,
    longestMs: Math.max(0, ...seen.tasks),
  };
}
