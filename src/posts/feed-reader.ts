import { languageTag } from "../domain/language-tag.ts";
import { day, hour, minute, nextPoll, paceFor, within } from "../domain/pace.ts";
import type { FeedPoll, Feeds, GuardedFetch } from "../domain/ports.ts";
import type { Polling, Site } from "../domain/site.ts";
import { discoverFeed } from "./feed-discovery.ts";
import { type Renderer, readEntries } from "./feed-entries.ts";
import { hubOf } from "./feed-hub.ts";
import { type Loaded, loadFeed } from "./feed-load.ts";
import { mayRemember } from "./moves.ts";
import { comparePrints } from "./prints.ts";
import { longestTitle, plainWords } from "./words.ts";

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
      const address = addressOf(site);
      if (address === null) return conclude(site, now, await discoverFeed(fetch, site), html);
      if (address === site.polling.gone) return leaveAlone(site, now);
      // What is remembered of one feed says nothing of another that the owner has set since.
      const known = address === site.polling.feed ? site.polling : null;
      const loaded = await loadFeed(fetch, address, known);
      return conclude(known ? site : unread(site), now, loaded, html);
    },
  };
}

/** The address to ask: the owner's choice, or where that has moved to since; null where a feed has to be found first. */
function addressOf({ feed, polling }: Site): string | null {
  return feed === null || polling.movedFrom === feed ? polling.feed : feed;
}

function unread(site: Site): Site {
  return { ...site, polling: { ...site.polling, prints: null, wholeAt: null } };
}

async function conclude(site: Site, now: Date, loaded: Loaded, html: Needs["html"]): Promise<FeedPoll> {
  const before: Polling = { ...site.polling, polledAt: now, restUntil: null };
  const after = (waitMs: number) => nextPoll(site._id, waitMs, now, before.skips);
  switch (loaded.kind) {
    case "feed":
      return takeFeed(site, now, loaded, html);
    case "unchanged": {
      const nextPollAt = after(Math.max(before.intervalMs ?? hour, loaded.freshMs));
      return { entries: null, polling: { ...before, ...placeOf(site, loaded.address), nextPollAt, fault: null } };
    }
    case "later": {
      const wait = within((loaded.seconds ?? 3600) * 1000, 15 * minute, 7 * day);
      const nextPollAt = new Date(now.getTime() + wait);
      return { entries: null, polling: { ...before, nextPollAt, restUntil: nextPollAt, fault: loaded.fault } };
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
        ...(loaded.none ? { none: true } : {}),
        polling: { ...before, ...(loaded.wrong ? forgotten : {}), nextPollAt, fault: loaded.fault },
      };
    }
  }
}

/** Where the feed lies from now on: where it moved to for good, if the blog itself can be behind that. */
function placeOf(site: Site, address: string): Pick<Polling, "feed" | "movedFrom"> {
  const asked = addressOf(site);
  const moved = asked !== null && asked !== address && mayRemember(site, asked, address);
  const feed = asked === null || moved ? address : asked;
  return { feed, movedFrom: site.feed !== null && feed !== site.feed ? site.feed : null };
}

/** A feed that is gone for good: the blog is asked for nothing until the owner sets another one, or asks for it again. */
function leaveAlone({ _id, polling }: Site, now: Date): FeedPoll {
  return { entries: null, polling: { ...polling, nextPollAt: nextPoll(_id, day, now) } };
}

/** Without an address the next poll looks for the feed anew; one that the owner set is kept beside it. */
const forgotten = { feed: null, etag: null, lastModified: null, movedFrom: null, prints: null };

async function takeFeed(
  site: Site,
  now: Date,
  loaded: Loaded & { kind: "feed" },
  html: Needs["html"],
): Promise<FeedPoll> {
  const { wholeAt = null, prints: known = null, firstPolledAt } = site.polling;
  // Once a day all of it is read, as what became of posts here may have been changed meanwhile.
  const isPart = firstPolledAt !== null && wholeAt !== null && now.getTime() - wholeAt.getTime() < day;
  const prints = comparePrints(loaded.feed, loaded.base, isPart ? known : null);
  const { entries, dates, faults } = await readEntries(site, loaded.feed, loaded.base, html, prints.isFresh);
  const pace = paceFor(dates, now);
  const asked = Math.max((loaded.feed.ttl ?? 0) * minute, loaded.freshMs);
  const intervalMs = Math.round(within(Math.max(pace, asked), 15 * minute, day));
  const { skipHours: hours, skipDays: days } = loaded.feed.skips;
  const skips = hours.length + days.length === 0 ? null : { hours, days };
  const whole = faults.length === 0;
  // A feed of which nothing can be used was not read: its posts would all seem new once it is mended.
  const useless = dates.length === 0 && loaded.feed.entries.length > 0;
  return {
    entries: useless ? null : entries,
    title: plainWords(html, loaded.feed.title, longestTitle) || null,
    lang: languageTag(loaded.feed.lang),
    hub: hubOf(loaded.hubs, loaded.feed.hubs ?? { hubs: [], self: null }, loaded.base),
    polling: {
      ...placeOf(site, loaded.address),
      // A feed with faults is read in full until they are mended, so that the sentence lasts as long as they do.
      etag: whole ? loaded.etag : null,
      lastModified: whole ? loaded.lastModified : null,
      firstPolledAt: firstPolledAt ?? (useless ? null : now),
      polledAt: now,
      nextPollAt: nextPoll(site._id, intervalMs, now, skips),
      intervalMs,
      skips,
      prints: useless ? null : prints.now,
      wholeAt: isPart ? wholeAt : now,
      fault: whole ? null : faults.join(" "),
    },
  };
}
