import { join } from "node:path";
import type { Page } from "playwright-core";
import { median, type Result, result } from "./result.ts";
import { answerFirst } from "./seed.ts";
import { onSlowPhone } from "./slow-phone.ts";

const comments = 200;
const news = 20;

/** What is pressed or typed, in this order, each with what shows that it was done. */
const interactions: readonly (readonly [
  name: string,
  act: (page: Page, turn: number) => Promise<unknown>,
  done: string,
])[] = [
  ["Reply", (page) => page.locator(".an-reply").nth(5).tap(), "li > form[data-number] textarea:focus"],
  ["typing", (page) => page.keyboard.type("A few **words** from the bus"), "textarea:focus"],
  ["Preview", (page) => page.locator("form[data-number] button[formaction]").tap(), ".an-preview strong"],
  // A network has one vote on each comment.
  ["Like", (page, turn) => page.locator(".an-like").nth(turn).tap(), ".an-like[aria-pressed=true]"],
  ["fold", (page) => page.locator(".an-fold").first().tap(), ".an-fold[aria-expanded=false]"],
  ["unfold", (page) => page.locator(".an-fold").first().tap(), ".an-fold[aria-expanded=true]"],
  [`show ${news} new`, (page) => page.locator(".an-live button").tap(), "li.an-fresh"],
];

/** Keeps the longest event since it was asked last; one that the browser does not tell of took less than 16 ms. */
const watch = `
  window.longest = 0;
  const events = new PerformanceObserver((list) => take(list.getEntries()));
  const take = (entries) => { for (const { duration, interactionId } of entries) if (interactionId) longest = Math.max(longest, duration); };
  window.takeLongest = () => { take(events.takeRecords()); const found = longest; longest = 0; return found; };
  events.observe({ type: "event", durationThreshold: 16, buffered: true });`;

/**
 * (i) How long a phone four times slower than this machine takes from a press or a key to the next picture, in a thread of
 * 200 comments: the slowest of all is what is called INP.
 */
export async function measureInteractions(folder: string, visits: number): Promise<Result[]> {
  const seen = await onSlowPhone(`sqlite:${join(folder, "interactions.db")}`, comments, async ({ url, visit }) => {
    const all: number[][] = [];
    for (let i = 0; i < visits; i++) {
      const store = `sqlite:${join(folder, "interactions.db")}`;
      const bring = () => answerFirst(store, url, comments + i * news, news);
      all.push(await visit((page) => use(page, url, i, bring)));
    }
    return all;
  });
  if (!seen) return [];
  const of = (at: number) => median(seen.map((one) => one[at] ?? 0));
  const slowest = median(seen.map((one) => Math.max(...one)));
  return [
    result("phone: INP, the slowest of these", "ms", slowest, null, { valueAtMost: 200 }),
    ...interactions.map(([name], at) => result(`phone: ${name}`, "ms", of(at), null, { none: true })),
  ];
}

async function use(page: Page, url: string, turn: number, bring: () => Promise<void>): Promise<number[]> {
  await page.addInitScript(watch);
  const listening = page.waitForResponse((response) => response.headers()["content-type"] === "text/event-stream");
  await page.goto(url);
  await page.locator(".an-title").scrollIntoViewIfNeeded();
  await listening;
  await page.locator(".an-fold").first().waitFor();
  await bring();
  await page.locator(".an-live button").waitFor();
  await settled(page);
  const durations: number[] = [];
  for (const [, act, done] of interactions) {
    await page.evaluate("takeLongest()");
    await act(page, turn);
    await page.locator(done).first().waitFor();
    await settled(page);
    durations.push((await page.evaluate("takeLongest()")) as number);
  }
  return durations;
}

/** Waits for two pictures and what was put off until after them, so that the browser has told of all events before. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))",
  );
}
