import { day, hour, nextPoll, paceFor } from "../domain/pace.ts";
import type { FeedPoll, GuardedFetch } from "../domain/ports.ts";
import type { Polling, Site } from "../domain/site.ts";
import { askPage, type Page } from "./list-page.ts";
import { type ListedId, type ListedPost, type ListSource, perPage } from "./list-source.ts";

/** More pages are left to the next look, which follows soon. */
const mostPages = 10;

/** A blog with more posts is never listed as a whole: pages of ids. */
const mostIdPages = 40;

const soonMs = 60_000;

/** A blog that nobody visits lets planned posts out late, by so many milliseconds at most. */
const latestMs = 3 * day;

/**
 * Reads what was changed since the last look, page by page. Each page begins with where the last one ended, so that what is
 * changed meanwhile moves nothing out of sight. Once a day the ids of all are listed, so that what vanished is noticed.
 */
export function createListReader(fetch: GuardedFetch, source: ListSource) {
  return async function poll(site: Site, now: Date): Promise<FeedPoll> {
    const before: Polling = { ...site.polling, polledAt: now, restUntil: null };
    const addresses = source.addresses(site);
    if (typeof addresses === "string")
      return { entries: null, polling: { ...before, nextPollAt: nextPoll(site._id, day, now), fault: addresses } };
    const found = await findAddress(site, addresses);
    if (found.kind !== "found") return { entries: null, polling: refused(site, before, found, now) };

    const read = await readChanges(site, found.address, before.cursor ?? null, found.first);
    const latest = before.cursor && read.stop === null ? await readLatest(site, found.address) : null;
    if (latest?.kind === "page") for (const post of latest.items) read.posts.set(post.id, post);
    const entries = [...read.posts.values()].flatMap(({ entry }) => (entry ? [entry] : []));
    const isWhole = read.stop === null && !read.more;
    const isDue = isWhole && now.getTime() - (before.listedAt?.getTime() ?? 0) >= day;
    const listed = isDue ? await listAll(site, found.address) : null;
    const stop = read.stop ?? [latest, listed].find((page) => page && page.kind !== "page") ?? null;
    const all = listed?.kind === "page" ? listed.items : null;
    const usual = {
      ...before,
      feed: found.address,
      cursor: read.cursor,
      firstPolledAt: before.firstPolledAt ?? (isWhole ? now : null),
      ...(listed?.kind === "page" ? { listedAt: now } : {}),
      // What was changed lately tells nothing of how often there is a new post.
      intervalMs: Math.round(
        all
          ? paceFor(
              all.map(({ publishedAt }) => publishedAt),
              now,
            )
          : (before.intervalMs ?? hour),
      ),
    };
    const nextPollAt = read.more ? new Date(now.getTime() + soonMs) : nextPoll(site._id, usual.intervalMs, now);
    // What the blog lists in the order of changes is told of in the order of feeds: the newest first.
    entries.sort((a, b) => (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0));
    return {
      entries,
      ...(all ? { all: all.map(({ id }) => id) } : {}),
      polling: stop ? refused(site, usual, stop, now) : { ...usual, nextPollAt, fault: null },
    };
  };

  /** The address that answers; the one that did so last is asked first. */
  async function findAddress(site: Site, addresses: readonly string[]) {
    const known = site.polling.feed;
    const order = known !== null && addresses.includes(known) ? [known, ...addresses] : addresses;
    let last: Page<never> = { kind: "missing" };
    for (const address of new Set(order)) {
      const first = await askChanges(site, address, site.polling.cursor ?? null, 1);
      if (first.kind === "page") return { kind: "found" as const, address, first: first.items };
      if (first.kind !== "missing") return first;
      last = first;
    }
    return {
      ...last,
      fault: `Nothing that lists posts was found at ${addresses[0]}. Check where the blog answers, in its settings.`,
    };
  }

  async function readChanges(site: Site, address: string, from: string | null, first: ListedPost[]) {
    const posts = new Map<string, ListedPost>();
    let since = from;
    let cursor = from;
    let page = 1;
    let items = first;
    for (let asked = 1; ; asked++) {
      for (const post of items) posts.set(post.id, post);
      const last = items.at(-1)?.changedAt ?? null;
      if (last !== null && (cursor === null || last > cursor)) cursor = last;
      if (items.length < perPage) return { posts, cursor, more: false, stop: null };
      if (asked >= mostPages) return { posts, cursor, more: true, stop: null };
      // Many may have been changed at one moment: then there is nothing but to turn the pages.
      if (last !== null && (since === null || last > since)) {
        since = last;
        page = 1;
      } else page++;
      const next = await askChanges(site, address, since, page);
      if (next.kind !== "page")
        return { posts, cursor, more: false, stop: next.kind === "missing" ? endless(address) : next };
      items = next.items;
    }
  }

  /** What came out since the last look, or late; null where the list by changes has all that. */
  async function readLatest(site: Site, address: string): Promise<Page<ListedPost[]> | null> {
    const url = source.latestPage?.(address, site);
    if (url === undefined) return null;
    const read = await askPage(fetch, source, url, (body) => source.posts(body, site));
    if (read.kind !== "page") return read;
    const since = (site.polling.polledAt?.getTime() ?? 0) - latestMs;
    return { ...read, items: read.items.filter(({ entry }) => (entry?.publishedAt?.getTime() ?? 0) >= since) };
  }

  /** All posts; null where there are too many. */
  async function listAll(site: Site, address: string): Promise<Page<ListedId[] | null>> {
    const all: ListedId[] = [];
    for (let page = 1; page <= mostIdPages; page++) {
      const some = await askPage(fetch, source, source.idPage(address, site, page), source.ids);
      // Half a list would say that the rest of it vanished.
      if (some.kind === "missing") return { kind: "page", items: null };
      if (some.kind !== "page") return some;
      all.push(...some.items);
      if (some.items.length < perPage) break;
      if (page === mostIdPages) return { kind: "page", items: null };
    }
    return { kind: "page", items: all };
  }

  function askChanges(site: Site, address: string, since: string | null, page: number): Promise<Page<ListedPost[]>> {
    return askPage(fetch, source, source.changedPage(address, site, since, page), (body) => source.posts(body, site));
  }
}

/** The first page was there: what ends so was not read to its end. */
function endless(address: string): Page<never> & { kind: "fault" } {
  return { kind: "fault", fault: `${address} answered 404 for a further page of its posts. We try again.` };
}

function refused(
  site: Site,
  polling: Polling,
  { kind, ...told }: { kind: string; fault?: string; seconds?: number | null },
  now: Date,
): Polling {
  const nextPollAt =
    kind === "later"
      ? new Date(now.getTime() + Math.min(Math.max((told.seconds ?? 3600) * 1000, 15 * soonMs), 7 * day))
      : nextPoll(site._id, hour, now);
  return { ...polling, nextPollAt, restUntil: kind === "later" ? nextPollAt : null, fault: told.fault ?? null };
}
