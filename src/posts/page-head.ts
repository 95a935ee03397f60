import { Parser } from "htmlparser2";

export type FeedKind = "json" | "atom" | "rss";

/** A feed that a page names. */
export interface FeedLink {
  kind: FeedKind;
  href: string;
  title: string;
}

/** What stands in the head of a page, as it is written there. */
export interface PageHead {
  title: string;
  /** Lower-case name or property → content; the first one counts. */
  meta: Map<string, string>;
  lang: string | null;
  base: string | null;
  canonical: string | null;
  /** The same on the fediverse. */
  activity: string | null;
  feeds: FeedLink[];
}

const chunk = 16_384;

const feedKinds: Record<string, FeedKind> = {
  "application/feed+json": "json",
  "application/json": "json",
  "application/atom+xml": "atom",
  "application/rss+xml": "rss",
  "application/rdf+xml": "rss",
};

const activityType = /^application\/(?:activity\+json\b|ld\+json\b.*\bactivitystreams\b)/i;

/** Reads the head of an HTML page and nothing after it. Never throws. */
export function readHead(html: string): PageHead {
  const head: PageHead = {
    title: "",
    meta: new Map(),
    lang: null,
    base: null,
    canonical: null,
    activity: null,
    feeds: [],
  };
  let ended = false;
  let inTitle = false;
  let titled = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === "body") ended = true;
      if (ended) return;
      if (name === "title") inTitle = !titled;
      else if (name === "html") head.lang = attributes["lang"] ?? attributes["xml:lang"] ?? null;
      else if (name === "base") head.base ??= attributes["href"] ?? null;
      else if (name === "meta") readMeta(head, attributes);
      else if (name === "link") readLink(head, attributes);
    },
    ontext(text) {
      if (inTitle && !ended) head.title += text;
    },
    onclosetag(name) {
      if (name === "head") ended = true;
      if (name !== "title" || !inTitle) return;
      inTitle = false;
      titled = true;
    },
  });
  for (let at = 0; at < html.length && !ended; at += chunk) parser.write(html.slice(at, at + chunk));
  return head;
}

function readMeta(head: PageHead, { property, name, content }: Record<string, string>): void {
  const key = (property ?? name)?.toLowerCase();
  if (key && content?.trim() && !head.meta.has(key)) head.meta.set(key, content);
}

function readLink(head: PageHead, { rel = "", type = "", href, title = "" }: Record<string, string>): void {
  if (!href) return;
  const rels = rel.toLowerCase().split(/\s+/);
  if (rels.includes("canonical")) head.canonical ??= href;
  if (rels.includes("alternate") && activityType.test(type.trim())) head.activity ??= href;
  const kind = feedKinds[type.toLowerCase().split(";")[0]?.trim() ?? ""];
  // `application/json` is also what WordPress calls its API; a feed of comments announces no posts.
  if (!kind || !rels.includes("alternate") || /\bcomments?\b|\/wp-json\//i.test(`${href} ${title}`)) return;
  head.feeds.push({ kind, href, title });
}
