import type { FeedEntry, Log, Outbox, PageReading, SitemapReading, World } from "../../../src/domain/ports.ts";
import { Problem } from "../../../src/domain/problem.ts";
import type { Site } from "../../../src/domain/site.ts";
import type { Thread } from "../../../src/domain/thread.ts";
import { createSecrets } from "../../../src/runtime.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { createDebtCollector } from "../../../src/usecases/publish/settle-debts.ts";
import { createTakeFeed } from "../../../src/usecases/publish/take-feed.ts";
import { createTestClock, type TestClock } from "../../helpers/clock.ts";
import { aSite } from "../../helpers/thread.ts";

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A node's middle over a store in memory, with a blog whose pages and feed the test writes. */
export interface PublishWorld {
  world: World;
  store: Store;
  clock: TestClock;
  /** By address: what the page says, or the problem that it makes. */
  pages: Record<string, Partial<PageReading> | Problem>;
  /** What the next poll finds; null when nothing changed. */
  feed: {
    entries: FeedEntry[] | null;
    title?: string;
    lang?: string;
    fault: string | null;
    none?: true;
    all?: string[];
  };
  /** What its sitemaps say; nothing while there are none. */
  sitemap: SitemapReading;
  /** What the fediverse was told: `create noteId`. */
  told: string[];
  /** How often pages were read. */
  reads: string[];
  site(): Promise<Site>;
  threadAt(key: string): Promise<Thread | null>;
}

/** Opens a world with one site, https://blog.example/, unless others are given. Close its store when done. */
export async function openPublishWorld(sites: Site[] = [aSite()]): Promise<PublishWorld> {
  const clock = createTestClock();
  const store = await openStore("sqlite::memory:", { clock });
  for (const site of sites) await store.repos.sites.add(site);
  let count = 0;
  const test = {
    store,
    clock,
    pages: {},
    feed: { entries: null, fault: null },
    sitemap: { kind: "none", fault: "There is no sitemap." },
    told: [],
    reads: [],
  } as unknown as PublishWorld;
  const outbox: Outbox = {
    inboxesFor: async () => [],
    tellOfComment: async () => {},
    tellOfThread: async (thread, telling) => void test.told.push(`${telling} ${thread.noteId}`),
    accept: async () => {},
    reject: async () => {},
    answerQuote: async () => {},
    report: async () => {},
    revokeQuote: async () => {},
  };
  const world = {
    ...store.repos,
    clock,
    log: silent,
    secrets: createSecrets("a secret for tests"),
    ids: { opaque: () => `id${++count}`, token: () => `token${++count}` },
    outbox,
    pages: {
      async read(url) {
        test.reads.push(url);
        const page = test.pages[url] ?? new Problem("not-found", `The blog has no page at ${url}.`);
        if (page instanceof Problem) throw page;
        return { url, finalUrl: url, title: `Page ${url}`, teaser: "", lang: null, publishedAt: null, ...page };
      },
    },
    feeds: {
      async poll(site, now) {
        const { entries, fault, title = null, lang = null, ...more } = test.feed;
        const nextPollAt = new Date(now.getTime() + 3_600_000);
        const firstPolledAt = site.polling.firstPolledAt ?? (entries ? now : null);
        const listed = more.all ? { listedAt: now } : {};
        const polling = { ...site.polling, ...listed, firstPolledAt, nextPollAt, fault };
        return { ...more, entries, title, lang, polling };
      },
    },
    sitemaps: { read: async () => test.sitemap },
  } as Partial<World> as World;
  world.debts = createDebtCollector(world);
  return Object.assign(test, {
    world,
    site: async () => (await store.repos.sites.get("site")) as Site,
    threadAt: (key: string) => store.repos.threads.byKey("site", key as Thread["key"]),
  });
}

/** An entry of the blog's feed, published an hour before the tests' noon. */
export function anEntry(slug: string, given: Partial<FeedEntry> = {}): FeedEntry {
  return {
    id: `id-${slug}`,
    url: `https://blog.example/${slug}`,
    title: `About ${slug}`,
    teaser: "",
    lang: "en",
    publishedAt: new Date("2026-11-01T11:00:00Z"),
    updatedAt: null,
    ...given,
  };
}

/** Lets the feed hold these entries, polls it, and waits until what that owes is done. */
export async function pollEntries(test: PublishWorld, ...entries: FeedEntry[]): Promise<void> {
  test.feed.entries = entries;
  await createTakeFeed(test.world)(await test.site());
  await test.world.debts.settled();
}
