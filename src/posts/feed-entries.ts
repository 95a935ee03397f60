import { pageKey, siteOf } from "../domain/address.ts";
import type { FeedEntry, Html } from "../domain/ports.ts";
import type { Site } from "../domain/site.ts";
import type { ParsedEntry, ParsedFeed } from "./feed-parse.ts";
import { languageTag, longestTeaser, longestTitle, plainWords, readDate } from "./words.ts";

/** The entries that can be used, and what is wrong with the others as sentences. */
export interface ReadEntries {
  entries: FeedEntry[];
  faults: string[];
}

/** Identities longer than this are no identities: characters. */
const longestId = 1000;

/**
 * Makes posts of a site out of a parsed feed: links absolute, texts plain, each id and each page once (the first one
 * counts). Links to other sites are left out without a word, unless there is nothing else.
 */
export function readEntries(site: Site, feed: ParsedFeed, base: string, html: Pick<Html, "toText">): ReadEntries {
  const seen = { ids: new Set<string>(), pages: new Set<string>() };
  const lost = { link: 0, id: [] as string[], page: 0, date: 0, foreign: 0 };
  const entries: FeedEntry[] = [];
  for (const parsed of feed.entries) {
    const urls = resolve(parsed, feed, base);
    const url = urls.find((address) => siteOf([site], address) !== null);
    if (!url) {
      lost[urls.length === 0 ? "link" : "foreign"]++;
      continue;
    }
    const id = (parsed.id?.trim() || url).slice(0, longestId);
    const key = pageKey(url);
    if (seen.ids.has(id)) lost.id.push(id);
    else if (seen.pages.has(key)) lost.page++;
    else {
      seen.ids.add(id);
      seen.pages.add(key);
      const entry = toEntry(parsed, { id, url }, html);
      if (parsed.published?.trim() && entry.publishedAt === null) lost.date++;
      entries.push(entry);
    }
  }
  return { entries, faults: sentences(site, lost, entries.length) };
}

function toEntry(parsed: ParsedEntry, { id, url }: { id: string; url: string }, html: Pick<Html, "toText">): FeedEntry {
  const teasers = parsed.teasers.map((words) => plainWords(html, words, longestTeaser));
  return {
    id,
    url,
    title: plainWords(html, parsed.title, longestTitle),
    teaser: teasers.find((teaser) => teaser !== "") ?? "",
    lang: languageTag(parsed.lang),
    publishedAt: readDate(parsed.published),
    updatedAt: readDate(parsed.updated),
  };
}

/** The entry's links as absolute web addresses without fragment, against the nearest `xml:base`. */
function resolve(entry: ParsedEntry, feed: ParsedFeed, base: string): string[] {
  const bases = [feed.base, entry.base].reduce<string>((outer, inner) => against(inner, outer)?.href ?? outer, base);
  return entry.links.flatMap((link) => {
    const url = against(link, bases);
    if (!url || !/^https?:$/.test(url.protocol)) return [];
    url.hash = "";
    return url.href;
  });
}

function against(address: string | null, base: string): URL | null {
  const trimmed = address?.trim();
  return trimmed && URL.canParse(trimmed, base) ? new URL(trimmed, base) : null;
}

function sentences(site: Site, lost: { link: number; id: string[]; page: number; date: number; foreign: number }, kept: number) {
  const said: string[] = [];
  if (kept === 0 && lost.foreign > 0) {
    said.push(`No entry of the feed links to ${site.home}. Check the address that the blog is built with, or ANTIPHON_SITE.`);
  }
  if (lost.link > 0) said.push(`${entries(lost.link)} without a link to the post ${were(lost.link)} left out. Give each its address.`);
  if (lost.id.length > 0) {
    const ids = `“${lost.id[0]?.slice(0, 100)}”`;
    said.push(`${entries(lost.id.length)} with the id of another one (${ids}) ${were(lost.id.length)} left out. Give each post its own id.`);
  }
  if (lost.page > 0) said.push(`${entries(lost.page)} with the link of another one ${were(lost.page)} left out. Give each post its own address.`);
  if (lost.date > 0) said.push(`${entries(lost.date)} ${lost.date === 1 ? "has a date" : "have dates"} that cannot be read. Write them as the feed's format says.`);
  return said;
}

function entries(count: number): string {
  return count === 1 ? "One entry" : `${count} entries`;
}

function were(count: number): string {
  return count === 1 ? "was" : "were";
}
