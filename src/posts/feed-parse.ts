import type { parseFeed } from "feedsmith";
import { type FeedExtras, readExtras } from "./feed-extras.ts";
import { hubsIn, type NamedHubs } from "./feed-hub.ts";
import { isEscaped, isMarkup, type Words } from "./words.ts";

/** A feed in one shape, whatever its format, before links are resolved and dates are read. */
export interface ParsedFeed {
  /** What the blog calls itself. */
  title: Words | null;
  /** `xml:base` of the document. */
  base: string | null;
  lang: string | null;
  /** Minutes that the feed asks to be left alone; null when it does not say. */
  ttl: number | null;
  /** Who hands on its news. */
  hubs?: NamedHubs;
  /** Hours of the day (UTC), and days of the week from Sunday on, in which it asks to be left alone. */
  skips: Pick<FeedExtras, "skipHours" | "skipDays">;
  entries: ParsedEntry[];
}

export interface ParsedEntry {
  id: string | null;
  /** Addresses that may be the post's own, the best first. */
  links: string[];
  base: string | null;
  lang: string | null;
  title: Words | null;
  /** Texts that may serve as a teaser, the best first. */
  teasers: Words[];
  /** The whole text, where there is a place for it. */
  content: Words | null;
  /** Addresses of pictures that may stand for the post, the best first. */
  images: string[];
  tags: string[];
  published: string | null;
  updated: string | null;
}

type Parsed = ReturnType<typeof parseFeed>;
type Of<F extends Parsed["format"]> = Extract<Parsed, { format: F }>["feed"];
type Each<T> = NonNullable<T> extends readonly (infer Item)[] ? Item : never;

/**
 * Reads JSON Feed, Atom, RSS and RDF; a string is what is wrong, to follow the address: “… is an HTML page”. The parser
 * is loaded with the first feed: a node starts faster without it.
 */
export async function parseFeedText(text: string): Promise<ParsedFeed | string> {
  const start = text
    .slice(0, 2000)
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (start === "") return "is empty. Check what the blog publishes there.";
  if (/^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)\b/i.test(start)) {
    return "is an HTML page, not a feed. Set ANTIPHON_FEED to the address of the feed itself.";
  }
  if (isCutOff(start, text)) return "ends in the middle. Nothing was taken from it; we try again.";
  const { parseFeed } = await import("feedsmith");
  try {
    const { origLinks, ...skips } = readExtras(start === text ? text : text.replace(/^\uFEFF/, ""));
    const feed = toOneShape(parseFeed(text));
    const entries = feed.entries.map((entry) => withOrigLink(entry, origLinks));
    return { ...feed, entries, skips };
  } catch {
    const formats = "JSON Feed, Atom, RSS or RDF";
    return `is not a feed that we can read (${formats}). Check it with a feed validator, or set ANTIPHON_FEED.`;
  }
}

/** The parser bears a document that was cut off; half a feed would pass for a whole one. */
function isCutOff(start: string, text: string): boolean {
  const root = /<((?:[\w-]+:)?(?:rss|feed|rdf))\b[^>]*>/i.exec(start);
  return root !== null && !root[0].endsWith("/>") && !new RegExp(`</${root[1]}\\s*>`, "i").test(text);
}

/** Where clicks were counted by a service, the address from before is the post's own. */
function withOrigLink(entry: ParsedEntry, origLinks: FeedExtras["origLinks"]): ParsedEntry {
  const own = origLinks.get(entry.id ?? "");
  return own === undefined ? entry : { ...entry, links: [own, ...entry.links] };
}

/** A feed as its own format tells it. */
type Shaped = Omit<ParsedFeed, "skips">;

function toOneShape(parsed: Parsed): Shaped {
  return { ...shapeOf(parsed), hubs: hubsIn(parsed) };
}

function shapeOf(parsed: Parsed): Shaped {
  switch (parsed.format) {
    case "json":
      return fromJson(parsed.feed);
    case "atom":
      return fromAtom(parsed.feed);
    case "rss":
      return fromRss(parsed.feed);
    case "rdf":
      return fromRdf(parsed.feed);
  }
}

function fromJson(feed: Of<"json">): Shaped {
  const entry = (item: Each<Of<"json">["items"]>): ParsedEntry => ({
    id: item.id ?? null,
    links: known([item.url]),
    base: null,
    lang: item.language ?? feed.language ?? null,
    title: plain(item.title, isEscaped),
    teasers: known([plain(item.summary), plain(item.content_text), html(item.content_html)]),
    content: html(item.content_html) ?? plain(item.content_text),
    images: known([item.image, item.banner_image]),
    tags: item.tags ?? [],
    published: written(item.date_published),
    updated: written(item.date_modified),
  });
  return {
    title: plain(feed.title),
    base: null,
    lang: feed.language ?? null,
    ttl: null,
    entries: (feed.items ?? []).map(entry),
  };
}

function fromAtom(feed: Of<"atom">): Shaped {
  const entry = (item: Each<Of<"atom">["entries"]>): ParsedEntry => {
    const alternates = (item.links ?? []).filter((link) => (link.rel ?? "alternate") === "alternate");
    const enclosures = (item.links ?? []).flatMap(({ rel, href: url, type }) =>
      rel === "enclosure" ? [{ url, type }] : [],
    );
    const pages = alternates.filter((link) => (link.type ?? "text/html").includes("html"));
    return {
      id: item.id ?? null,
      // A post that is about a link has that for its link; its own address is left in the id, where that is one.
      links: known([...[...pages, ...alternates].map((link) => link.href), alternates[0] && webAddress(item.id)]),
      base: item.xml?.base ?? null,
      lang: item.xml?.lang ?? feed.xml?.lang ?? null,
      title: typed(item.title),
      teasers: known([typed(item.summary), typed(item.content)]),
      content: typed(item.content),
      images: [...pictures(enclosures), ...ofMedia(item.media)],
      tags: known((item.categories ?? []).map(({ label, term }) => label ?? term)),
      published: written(item.published),
      updated: written(item.updated),
    };
  };
  return {
    title: typed(feed.title),
    base: feed.xml?.base ?? null,
    lang: feed.xml?.lang ?? null,
    ttl: null,
    entries: (feed.entries ?? []).map(entry),
  };
}

function fromRss(feed: Of<"rss">): Shaped {
  const entry = (item: Each<Of<"rss">["items"]>): ParsedEntry => ({
    id: item.guid?.value ?? null,
    links: known([item.link, item.guid?.isPermaLink === false ? null : webAddress(item.guid?.value)]),
    base: item.xml?.base ?? null,
    lang: item.dc?.languages?.[0] ?? feed.language ?? null,
    title: titled(item.title),
    teasers: known([html(item.description), html(item.content?.encoded)]),
    content: html(item.content?.encoded),
    images: [...ofMedia(item.media), ...pictures(item.enclosures)],
    tags: known((item.categories ?? []).map(({ name }) => name)),
    published: written(item.pubDate ?? item.dc?.dates?.[0]),
    updated: written(item.atom?.updated),
  });
  return {
    title: html(feed.title),
    base: feed.xml?.base ?? null,
    lang: feed.language ?? null,
    ttl: feed.ttl ?? periodOf(feed.sy),
    entries: (feed.items ?? []).map(entry),
  };
}

function fromRdf(feed: Of<"rdf">): Shaped {
  const lang = feed.dc?.languages?.[0] ?? null;
  const entry = (item: Each<Of<"rdf">["items"]>): ParsedEntry => ({
    id: item.rdf?.about ?? null,
    links: known([item.link, webAddress(item.rdf?.about)]),
    base: null,
    lang: item.dc?.languages?.[0] ?? lang,
    title: titled(item.title),
    teasers: known([html(item.description), html(item.content?.encoded)]),
    content: html(item.content?.encoded),
    images: ofMedia(item.media),
    tags: item.dc?.subjects ?? [],
    published: written(item.dc?.dates?.[0]),
    updated: null,
  });
  const entries = (feed.items ?? []).map(entry);
  return { title: html(feed.title), base: null, lang, ttl: periodOf(feed.sy), entries };
}

const periods: Record<string, number> = { hourly: 60, daily: 1440, weekly: 10_080, monthly: 43_200, yearly: 525_600 };

/** How many minutes a feed says that lie between two changes of it; null where it does not. */
function periodOf(sy: { updatePeriod?: string; updateFrequency?: number } | undefined): number | null {
  const minutes = periods[sy?.updatePeriod?.trim().toLowerCase() ?? ""];
  return minutes === undefined ? null : minutes / Math.max(1, sy?.updateFrequency ?? 1);
}

interface File {
  url?: string | undefined;
  type?: string | undefined;
  medium?: string | undefined;
}

/** The pictures among files that belong to a post. */
function pictures(files: readonly File[] | undefined): string[] {
  const shown = (files ?? []).filter(({ type, medium }) => medium === "image" || /^image(\/|$)/.test(type ?? ""));
  return known(shown.map(({ url }) => url));
}

function ofMedia(media: { contents?: readonly File[]; thumbnails?: readonly File[] } | undefined): string[] {
  return [...pictures(media?.contents), ...known((media?.thumbnails ?? []).map(({ url }) => url))];
}

function known<T>(values: readonly (T | null | undefined)[]): T[] {
  return values.filter((value): value is T => value !== null && value !== undefined);
}

/** Dates come as they were written; reading them is not the parser's work. */
function written(date: unknown): string | null {
  return typeof date === "string" ? date : null;
}

/** RSS and RDF never say; what generators write there is HTML. */
function html(text: string | undefined): Words | null {
  return text === undefined ? null : { text, isHtml: true };
}

/** Titles are HTML as well, but for those with a character that HTML would not have so. */
function titled(text: string | undefined): Words | null {
  return text === undefined ? null : { text, isHtml: isMarkup(text) };
}

function plain(text: string | undefined, isHtml: (text: string) => boolean = () => false): Words | null {
  return text === undefined ? null : { text, isHtml: isHtml(text) };
}

/** Atom says of each text whether it is HTML; plain text is what it is without a word. */
function typed(text: { value?: string; type?: string } | undefined): Words | null {
  return text?.value === undefined ? null : { text: text.value, isHtml: /html/i.test(text.type ?? "text") };
}

/** The same text, if it is a web address. */
function webAddress(text: string | undefined): string | null {
  return text && /^https?:\/\//i.test(text) ? text : null;
}
