import { day, hour, nextPoll, paceFor, within } from "../../domain/pace.ts";
import type { FeedEntry, FeedPoll, PageReading, World } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import type { Polling, Site } from "../../domain/site.ts";
import { identityOf } from "./check-page.ts";
import { createKnownPosts } from "./known-posts.ts";
import { type PlacedPage, placePages } from "./placed-pages.ts";

type Needs = Pick<World, "sitemaps" | "pages" | "threads" | "sites" | "settings">;

/** A sitemap tells nothing of a page but its address, so that each new one is asked for; so many at a time. */
const mostPages = 10;

/**
 * Looks for new pages in the sitemap of a blog, and reads those. The first time it learns what there is, and tells nothing.
 * Where nobody chose the sitemap, and where no path says which of its pages are posts, the owner is asked about each.
 */
export function createPollSitemap(world: Needs) {
  const knownPosts = createKnownPosts(world, "mapped");

  return async function pollSitemap(site: Site, now: Date): Promise<FeedPoll> {
    const isChosen = site.postsFrom === "sitemap";
    const before: Polling = { ...site.polling, polledAt: now, restUntil: null };
    const reading = await world.sitemaps.read(site);
    if (reading.kind !== "pages") {
      // Without either, what is said of the feed is the better advice.
      const fault = isChosen ? reading.fault : (before.fault ?? reading.fault);
      const waitMs = reading.kind === "later" ? (reading.seconds ?? 3600) * 1000 : isChosen ? hour : 6 * hour;
      const nextPollAt = nextPoll(site._id, waitMs, now);
      const restUntil = reading.kind === "later" ? nextPollAt : null;
      return { entries: null, polling: { ...before, nextPollAt, restUntil, fault } };
    }
    const sitemapAt = before.sitemapAt ?? null;
    const known = sitemapAt === null ? null : await knownPosts.read(site);
    const pages = await placePages(world, site, reading.pages);
    const { entries, settled } = known === null ? { entries: [], settled: pages } : await readNew(site, pages, known);
    // What cannot be read the first time would be news the next time; what cannot be read twice is waited for no longer.
    const isLearned = !isChosen || reading.fault === null || reading.fault === before.fault;
    const after = new Set([...(known ?? []), ...settled.map(({ print }) => print)]);
    await knownPosts.put(site, after);

    const dates = reading.pages.map(({ changedAt }) => changedAt);
    const intervalMs = within(paceFor(dates, now), isChosen ? hour : 6 * hour, day);
    const left = pages.some(({ print }) => !after.has(print));
    return {
      entries,
      since: known === null ? null : sitemapAt,
      ...(isChosen && site.postsBelow ? {} : { asks: true }),
      polling: {
        ...before,
        sitemapAt: known !== null ? sitemapAt : isLearned ? now : null,
        intervalMs: Math.round(intervalMs),
        nextPollAt: nextPoll(site._id, left ? 0 : intervalMs, now),
        fault: isChosen ? reading.fault : instead(site, reading.address),
      },
    };
  };

  /** New pages, and those of posts that were changed since the last look; `settled` need not be asked for again. */
  async function readNew(site: Site, pages: readonly PlacedPage[], known: ReadonlySet<string>) {
    const sites = await world.sites.all();
    const since = startOfDay(site.polling.polledAt ?? new Date(0));
    const entries: FeedEntry[] = [];
    const settled: PlacedPage[] = [];
    let asked = 0;
    for (const page of pages) {
      const isNew = !known.has(page.print);
      const isChanged = page.changedAt !== null && page.changedAt >= since;
      if ((!isNew && !isChanged) || asked >= mostPages) continue;
      if (!isNew && !(await world.threads.byKey(site._id, page.key))?.page.fromFeed) continue;
      asked++;
      const found = await readPage(page.url);
      if (found === "later") continue;
      settled.push(page);
      if (found === "none") continue;
      const url = identityOf(found, site, sites);
      const { title, teaser, lang, publishedAt } = found;
      entries.push({ id: page.url, url, title, teaser, lang, publishedAt, updatedAt: page.changedAt });
    }
    return { entries, settled };
  }

  async function readPage(url: string): Promise<PageReading | "none" | "later"> {
    try {
      return await world.pages.read(url);
    } catch (error) {
      if (!isProblem(error)) throw error;
      return error.kind === "upstream" || error.kind === "busy" ? "later" : "none";
    }
  }
}

function instead({ home }: Site, sitemap: string): string {
  return `${home} has no feed that could be found, so that its sitemap ${sitemap} is read: new pages wait for you at “Posts”. In the settings of the blog you can say which of its pages are posts.`;
}

function startOfDay(date: Date): Date {
  return new Date(Math.floor(date.getTime() / day) * day);
}
