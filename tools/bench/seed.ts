import { pageKey } from "../../src/domain/address.ts";
import type { Comment } from "../../src/domain/comment.ts";
import type { Site } from "../../src/domain/site.ts";
import type { Thread } from "../../src/domain/thread.ts";
import { createHtml } from "../../src/html/html.ts";
import { createLog } from "../../src/log.ts";
import { createClock } from "../../src/runtime.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { bringUp } from "../../src/store/upgrades/bring-up.ts";

const now = new Date("2026-11-01T12:00:00Z");
const far = new Date("2100-01-01T00:00:00Z");
const words =
  "a comment reads like people write with some words that are longer than others and a link now and then".split(" ");

/** The blog that the bench measures; never polled. */
export const home = "https://blog.example/";

/**
 * Writes a blog with one thread for each of the sizes given, as this version of the program stores it, and returns the addresses
 * of their pages.
 */
export async function seed(storeUrl: string, sizes: readonly number[], blog = home): Promise<string[]> {
  const store = await openStore(storeUrl);
  try {
    await bringUp(store, { program: "bench", by: "bench", clock: createClock(), log: createLog("silent") });
    await store.repos.sites.add({ ...aSite(), home: blog });
    const pages: string[] = [];
    let number = 0;
    for (const size of sizes) {
      const url = `${blog}posts/${size}-comments-${pages.length}`;
      await addThread(store, url, size, number);
      number += size;
      pages.push(url);
    }
    await store.repos.numbers.raiseTo(number);
    return pages;
  } finally {
    await store.close();
  }
}

/** Adds threads of a hundred comments until the store holds about `total` more. */
export async function fill(storeUrl: string, total: number): Promise<void> {
  const store = await openStore(storeUrl);
  try {
    for (let i = 0; i < total / 100; i++) await addThread(store, `${home}archive/${i}`, 100, 1_000_000 + i * 100);
  } finally {
    await store.close();
  }
}

/** Lets some more answer the first comment of a page that holds `before` comments, at this moment. */
export async function answerFirst(storeUrl: string, url: string, before: number, count: number): Promise<void> {
  const store = await openStore(storeUrl);
  try {
    const thread = aThread(url, before);
    const html = createHtml();
    const first = aComment(html, thread, 0, 1, []);
    const answers = Array.from({ length: count }, (_, i) => ({
      ...aComment(html, thread, before + i, before + i + 1, []),
      parent: first._id,
      path: [first._id],
      createdAt: new Date(),
    }));
    await store.docs.comments.insertMany(answers);
    await store.repos.threads.raise(thread._id, await store.repos.comments.counts(thread._id));
  } finally {
    await store.close();
  }
}

async function addThread(store: Store, url: string, size: number, firstNumber: number): Promise<void> {
  const thread = aThread(url, size);
  await store.repos.threads.add(thread);
  const html = createHtml();
  const comments: Comment[] = [];
  for (let i = 0; i < size; i++) comments.push(aComment(html, thread, i, firstNumber + i + 1, comments));
  await store.docs.comments.insertMany(comments);
}

function aComment(
  html: ReturnType<typeof createHtml>,
  thread: Thread,
  i: number,
  number: number,
  before: Comment[],
): Comment {
  const parent = i % 3 === 0 ? null : (before[Math.floor(i / 2)] ?? null);
  const text = Array.from({ length: 25 + ((i * 7) % 60) }, (_, n) => words[(i + n * 3) % words.length]).join(" ");
  return {
    _id: `${thread._id}c${i}`,
    number,
    site: thread.site,
    thread: thread._id,
    parent: parent?._id ?? null,
    path: parent ? [...parent.path, parent._id] : [],
    origin: "web",
    author: { kind: "visitor", name: `Reader ${i % 40}`, website: null, email: null, hash: `h${i % 40}` },
    host: "",
    source: { text, type: "text/markdown" },
    html: html.fromMarkdown(text),
    renderer: html.renderer,
    lang: null,
    warning: null,
    attachments: [],
    state: "published",
    heldFor: [],
    hiddenBy: null,
    createdAt: new Date(now.getTime() + i * 60_000),
    editedAt: null,
    remote: null,
    federate: false,
    told: null,
    toldInboxes: [],
    counts: { likes: 0, boosts: 0 },
    owed: [],
    owedSince: null,
    version: 1,
  };
}

/** An announced post at an address, with so many published comments. */
export function aThread(url: string, published: number): Thread {
  const id = url.replace(/\W+/g, "").toLowerCase();
  return {
    _id: id,
    site: "bench",
    key: pageKey(url),
    page: { url, title: "A post", teaser: "", lang: "en", publishedAt: now, updatedAt: null, hash: "" },
    noteId: `n${id}`,
    retiredNoteIds: [],
    announcement: "announced",
    announcedAt: now,
    told: null,
    toldInboxes: [],
    revision: 1,
    counts: { published, held: 0 },
    reactions: { likes: 0, boosts: 0 },
    createdAt: now,
    owed: [],
    owedSince: null,
    version: 1,
  };
}

function aSite(): Site {
  return {
    _id: "bench",
    home,
    name: "The bench",
    handle: "blog",
    lang: "en",
    feed: null,
    moderation: "none",
    guests: false,
    installedAt: now,
    epoch: 1,
    polling: { feed: null, etag: null, lastModified: null, firstPolledAt: now, nextPollAt: far, fault: null },
  };
}
