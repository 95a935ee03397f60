import type { FeedPoll, Feeds, GuardedFetch } from "../domain/ports.ts";
import type { Site } from "../domain/site.ts";
import { discoverFeed } from "./feed-discovery.ts";
import { type Renderer, readEntries } from "./feed-entries.ts";
import { type Loaded, loadFeed } from "./feed-load.ts";
import { day, hour, minute, nextPoll, paceFor, within } from "./manners.ts";
import { languageTag, longestTitle, plainWords } from "./words.ts";

interface Needs {
  fetch: GuardedFetch;
  html: Renderer;
}

/** After how long a feed is looked for again where there was none, in milliseconds. */
const searchAgainMs = 6 * hour;

/** Finds and polls feeds as politely as they ask for; what is wrong with one becomes a sentence in `polling.fault`. */
export function createFeedReader({ fetch, html }: Needs): Feeds {
  return {
    async poll(site, now) {
      const address = site.feed ?? site.polling.feed;
      if (address === null) return conclude(site, now, await discoverFeed(fetch, site), html);
      if (address === site.polling.gone) return leaveAlone(site, now);
      // What is remembered of one feed says nothing of another that the owner has set since.
      const known = address === site.polling.feed ? site.polling : null;
      return conclude(site, now, await loadFeed(fetch, address, known), html);
    },
  };
}

async function conclude(site: Site, now: Date, loaded: Loaded, html: Needs["html"]): Promise<FeedPoll> {
  const before = site.polling;
  const after = (waitMs: number) => nextPoll(site._id, waitMs, now);
  switch (loaded.kind) {
    case "feed":
      return takeFeed(site, now, loaded, html);
    case "unchanged": {
      const nextPollAt = after(Math.max(before.intervalMs ?? hour, loaded.freshMs));
      return { entries: null, polling: { ...before, feed: site.feed ?? loaded.address, nextPollAt, fault: null } };
    }
    case "later": {
      const wait = within((loaded.seconds ?? 3600) * 1000, 15 * minute, 7 * day);
      const nextPollAt = new Date(now.getTime() + wait);
      return { entries: null, polling: { ...before, nextPollAt, fault: loaded.fault } };
    }
    case "silent":
      return { entries: null, polling: { ...before, nextPollAt: after(hour), fault: loaded.fault } };
    case "gone":
      return {
        entries: null,
        polling: { ...before, ...forgotten, gone: loaded.address, nextPollAt: after(day), fault: loaded.fault },
      };
    case "fault": {
      const nextPollAt = after(loaded.wrong && before.feed === null ? searchAgainMs : hour);
      return {
        entries: null,
        polling: { ...before, ...(loaded.wrong ? forgotten : {}), nextPollAt, fault: loaded.fault },
      };
    }
  }
}

/** The feed that the owner set is gone for good: the blog is asked for nothing until the owner sets another one. */
function leaveAlone({ _id, polling }: Site, now: Date): FeedPoll {
  return { entries: null, polling: { ...polling, nextPollAt: nextPoll(_id, day, now) } };
}

/** Without an address the next poll looks for the feed anew; one that the owner set is kept beside it. */
const forgotten = { feed: null, etag: null, lastModified: null };

async function takeFeed(
  site: Site,
  now: Date,
  loaded: Loaded & { kind: "feed" },
  html: Needs["html"],
): Promise<FeedPoll> {
  const { entries, faults } = await readEntries(site, loaded.feed, loaded.base, html);
  const pace = paceFor(
    entries.map((entry) => entry.publishedAt),
    now,
  );
  const asked = Math.max((loaded.feed.ttl ?? 0) * minute, loaded.freshMs);
  const intervalMs = Math.round(within(Math.max(pace, asked), 15 * minute, day));
  const whole = faults.length === 0;
  // A feed of which nothing can be used was not read: its posts would all seem new once it is mended.
  const useless = entries.length === 0 && loaded.feed.entries.length > 0;
  return {
    entries: useless ? null : entries,
    title: plainWords(html, loaded.feed.title, longestTitle) || null,
    lang: languageTag(loaded.feed.lang),
    polling: {
      feed: site.feed ?? loaded.address,
      // A feed with faults is read in full until they are mended, so that the sentence lasts as long as they do.
      etag: whole ? loaded.etag : null,
      lastModified: whole ? loaded.lastModified : null,
      firstPolledAt: site.polling.firstPolledAt ?? (useless ? null : now),
      nextPollAt: nextPoll(site._id, intervalMs, now),
      intervalMs,
      fault: whole ? null : faults.join(" "),
    },
  };
}
