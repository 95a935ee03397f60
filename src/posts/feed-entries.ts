import { pageKey, siteOf } from "../domain/address.ts";
import { languageTag } from "../domain/language-tag.ts";
import type { FeedEntry, Html } from "../domain/ports.ts";
import type { PostText } from "../domain/post-text.ts";
import type { Site } from "../domain/site.ts";
import type { ParsedEntry, ParsedFeed } from "./feed-parse.ts";
import { longestTeaser, longestTitle, plainWords, readDate } from "./words.ts";

/** The entries that can be used, and what is wrong with the others as sentences. */
export interface ReadEntries {
  entries: FeedEntry[];
  /** When each that can be used was published, those among them that were left out as nothing is new about them. */
  dates: (Date | null)[];
  faults: string[];
}

/** How many entries cannot be used, by what is wrong; of those with a repeated id, which ones. */
interface Lost {
  link: number;
  ids: string[];
  page: number;
  date: number;
  foreign: number;
}

/** As much of a feed as its entries need. */
type FeedPart = Pick<ParsedFeed, "base" | "entries">;

/** What turns what a feed says into what is kept. */
export type Renderer = Pick<Html, "toText" | "fromPlain" | "fromPost">;

/** Longer ones are not kept: characters, and how many tags. */
const longestAddress = 2048;
const longestTag = 60;
const mostTags = 20;

/** Identities longer than this are no identities: characters. */
const longestId = 1000;

/**
 * Makes posts of a site out of a parsed feed: links absolute, texts plain, each id and each page once (the first one
 * counts). Links to other sites are left out without a word, unless there is nothing else. Entries that are not fresh are
 * not read.
 */
export async function readEntries(
  site: Site,
  feed: FeedPart,
  base: string,
  html: Renderer,
  isFresh: (entry: ParsedEntry) => boolean = () => true,
): Promise<ReadEntries> {
  const seen = { ids: new Set<string>(), pages: new Set<string>() };
  const lost: Lost = { link: 0, ids: [], page: 0, date: 0, foreign: 0 };
  const entries: FeedEntry[] = [];
  const dates: (Date | null)[] = [];
  for (const parsed of feed.entries) {
    const urls = resolve(parsed, feed, base);
    const url = urls.find((address) => siteOf([site], address) !== null);
    if (!url) {
      lost[urls.length === 0 ? "link" : "foreign"]++;
      continue;
    }
    const id = (parsed.id?.trim() || url).slice(0, longestId);
    const key = pageKey(url);
    if (seen.ids.has(id)) lost.ids.push(id);
    else if (seen.pages.has(key)) lost.page++;
    else {
      seen.ids.add(id);
      seen.pages.add(key);
      const publishedAt = readDate(parsed.published);
      if (parsed.published?.trim() && publishedAt === null) lost.date++;
      dates.push(publishedAt ?? readDate(parsed.updated));
      if (!isFresh(parsed)) continue;
      const entry = toEntry(parsed, { id, url, base: bases(parsed, feed, url) }, html);
      // Cleaning many long texts takes a while, in which others want to be served.
      if (entry.text) await new Promise((resolve) => setImmediate(resolve));
      entries.push(entry);
    }
  }
  return { entries, dates, faults: sentences(site, lost, dates.length) };
}

/** What a widespread WordPress plugin adds to each excerpt, in the language of most blogs. */
const signature = /<p>The post <a [^>]*>[^<]*<\/a> appeared first on <a [^>]*>[^<]*<\/a>\.<\/p>\s*$/;

interface Place {
  id: string;
  url: string;
  /** What relative addresses inside it are relative to. */
  base: string;
}

function toEntry(parsed: ParsedEntry, { id, url, base }: Place, html: Renderer): FeedEntry {
  const text = toText(parsed, base, html);
  const teasers = parsed.teasers.map(({ text, isHtml }) =>
    plainWords(html, { text: text.replace(signature, ""), isHtml }, longestTeaser),
  );
  return {
    id,
    url,
    title: plainWords(html, parsed.title, longestTitle),
    teaser: teasers.find((teaser) => teaser !== "") ?? "",
    lang: languageTag(parsed.lang),
    publishedAt: readDate(parsed.published),
    updatedAt: readDate(parsed.updated),
    ...(text ? { text } : {}),
  };
}

/** The whole of a post; null where the feed says nothing beyond its teaser. */
function toText({ content, images, tags }: ParsedEntry, base: string, html: Renderer): PostText | null {
  const markup = content && (content.isHtml ? content.text.replace(signature, "") : html.fromPlain(content.text));
  const picture = images.map((image) => against(image, base)).find((url) => url?.protocol === "https:");
  const text = {
    html: markup ? html.fromPost(markup, base) : null,
    image: picture && picture.href.length <= longestAddress ? picture.href : null,
    tags: [...new Set(tags.map((tag) => tag.trim().slice(0, longestTag)))]
      .filter((tag) => tag !== "")
      .slice(0, mostTags),
  };
  return text.html === null && text.image === null && text.tags.length === 0 ? null : text;
}

/** The entry's links as absolute web addresses without fragment, against the nearest `xml:base`. */
function resolve(entry: ParsedEntry, feed: FeedPart, base: string): string[] {
  const nearest = bases(entry, feed, base);
  return entry.links.flatMap((link) => {
    const url = against(link, nearest);
    if (!url || !/^https?:$/.test(url.protocol)) return [];
    url.hash = "";
    return url.href;
  });
}

/** What addresses in an entry are relative to: the nearest `xml:base`, else the address given. */
function bases(entry: ParsedEntry, feed: FeedPart, base: string): string {
  return [feed.base, entry.base].reduce<string>((outer, inner) => against(inner, outer)?.href ?? outer, base);
}

function against(address: string | null, base: string): URL | null {
  const trimmed = address?.trim();
  return trimmed && URL.canParse(trimmed, base) ? new URL(trimmed, base) : null;
}

function sentences(site: Site, lost: Lost, kept: number): string[] {
  const said: string[] = [];
  if (kept === 0 && lost.foreign > 0) {
    const advice = "Check the address that the blog is built with, or ANTIPHON_SITE.";
    said.push(`No entry of the feed links to ${site.home}. ${advice}`);
  }
  if (lost.link > 0) said.push(`${leftOut(lost.link, "without a link to the post")} Give each its address.`);
  if (lost.ids.length > 0) {
    const which = `with the id of another one (“${lost.ids[0]?.slice(0, 100)}”)`;
    said.push(`${leftOut(lost.ids.length, which)} Give each post its own id.`);
  }
  if (lost.page > 0) said.push(`${leftOut(lost.page, "with the link of another one")} Give each post its own address.`);
  if (lost.date > 0) said.push(`${entries(lost.date)} of the feed came with a date that cannot be read. Correct it.`);
  return said;
}

function leftOut(count: number, which: string): string {
  return `${entries(count)} ${which} ${count === 1 ? "was" : "were"} left out.`;
}

function entries(count: number): string {
  return count === 1 ? "One entry" : `${count} entries`;
}
