// Asks your Antiphon node for comments while the blog is built. Nothing here makes a build fail: where the node does not
// answer, a page gets what the last build had, else a link, and the script on it shows the comments all the same.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";

/** Your node. */
export const node = "https://comments.example.org";
/** What stands where nothing is known: on the link to a thread, and in place of a number. */
const plainWords = "Comments";

const patienceMs = 5_000;
const mostAtOnce = 6;
const mostFaults = 3;
const restMs = 60_000;
/** The form in a thread carries when it was drawn, and is refused after a month. */
const keptMs = 7 * 24 * 3_600_000;
const mostCounted = 20;
const cache = "node_modules/.cache/antiphon";

const batches = new Map();
const waiting = [];
let running = 0;
let faults = 0;
let restsUntil = 0;

/** The thread of a post as HTML to stand inside <antiphon-comments>: rendered and sanitised by your node. Never throws. */
export async function threadOf(url, lang = "en") {
  const address = `${node}/fragment?${new URLSearchParams({ url, lang, built: "yes" })}`;
  const file = `${cache}/${createHash("sha256").update(address).digest("hex")}.json`;
  const before = await readFile(file, "utf8").then(JSON.parse, () => null);
  const isFresh = before !== null && Date.now() - before.at < keptMs;
  const answer = await ask(address, isFresh ? { "If-None-Match": before.etag } : {});
  if (answer?.status === 304) return before.html;
  if (!answer?.text.startsWith('<section class="antiphon"')) return before?.html ?? linkTo(url);
  const kept = { etag: answer.etag, html: answer.text, at: Date.now() };
  await mkdir(cache, { recursive: true })
    .then(() => writeFile(file, JSON.stringify(kept)))
    .catch(() => undefined);
  return answer.text;
}

/** How many comments a post has, in words of a language. All that are asked for at once go into few requests. Never throws. */
export function countOf(url, lang = "en") {
  let batch = batches.get(lang);
  if (!batch || batch.urls.size >= mostCounted) {
    const urls = new Set();
    batch = { urls, labels: new Promise((resolve) => setTimeout(resolve, 10)).then(() => askCounts(urls, lang)) };
    batches.set(lang, batch);
  }
  batch.urls.add(url);
  return batch.labels.then((labels) => labels[url] ?? plainWords);
}

async function askCounts(urls, lang) {
  if (batches.get(lang)?.urls === urls) batches.delete(lang);
  const query = new URLSearchParams([["lang", lang], ...[...urls].map((url) => ["url", url])]);
  const answer = await ask(`${node}/counts?${query}`);
  try {
    return JSON.parse(answer.text).labels;
  } catch {
    return {};
  }
}

/** An answer that is fine or not modified; null for any other. After some faults in a row the node is left alone for a minute. */
async function ask(address, headers = {}) {
  if (running >= mostAtOnce) await new Promise((resolve) => waiting.push(resolve));
  running += 1;
  try {
    if (Date.now() < restsUntil) return null;
    const answer = await fetch(address, { headers, signal: AbortSignal.timeout(patienceMs) });
    const text = await answer.text();
    faults = 0;
    if (answer.ok || answer.status === 304) return { status: answer.status, etag: answer.headers.get("etag"), text };
    console.warn(`Antiphon: ${text.replace(/<[^>]*>/g, " ").trim().slice(0, 300)} (${answer.status} for ${address})`);
    return null;
  } catch (error) {
    faults += 1;
    console.warn(`Antiphon: ${node} does not answer (${error.cause?.message || error.message}); comments come by script.`);
    if (faults >= mostFaults) restsUntil = Date.now() + restMs;
    return null;
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function linkTo(url) {
  return `<a href="${node}/thread?url=${encodeURIComponent(url)}">${plainWords}</a>`;
}
