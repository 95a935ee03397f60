import type { PostText } from "./post-text.ts";
import type { Polling, Site } from "./site.ts";
import type { Hub } from "./subscription.ts";

/** What a page of a blog says of itself. */
export interface PageFacts {
  /** The address after redirects, or the canonical one the page names on the same site. */
  url: string;
  title: string;
  teaser: string;
  lang: string | null;
  publishedAt: Date | null;
}

/** What a page says, and where it answered. */
export interface PageReading extends PageFacts {
  /** The address after redirects; `url` may be the canonical one that the page names instead. */
  finalUrl: string;
  /** What the page calls itself, its own id first; left out where it says nothing. They stay when its address changes. */
  ids?: readonly string[];
  /** Where the blog itself publishes the same on the fediverse; left out where the page names nothing. */
  onFediverse?: string;
}

/**
 * Reads a page of a blog. Throws `not-found` when there is none, `unsupported` when it is no HTML, `too-large`, and
 * `upstream` when the blog does not answer, or answers with a fault.
 */
export interface PageReader {
  read(url: string): Promise<PageReading>;
}

/** One entry of a feed, as the blog announces it. */
export interface FeedEntry extends PageFacts {
  /** The entry's own id, which stays when the address changes. */
  id: string;
  /** The whole of it; left out where the feed gives nothing beyond the teaser. */
  text?: PostText;
  /** What else leads to it: further ids, and addresses besides its own. */
  also?: { ids: string[]; urls: string[] };
  /** Whether not everybody may read it, so that it is kept off the fediverse; left out where the source does not say, and of what its owner sends all the same. */
  quiet?: boolean;
  updatedAt: Date | null;
}

/** What a poll found, and what to remember until the next one. */
export interface FeedPoll {
  /** Null when the feed did not change or could not be read. */
  entries: FeedEntry[] | null;
  /** What the blog calls itself, where a feed was read that says so. */
  title?: string | null;
  /** The language that the feed says it is in, as a tag. */
  lang?: string | null;
  /** The hub that hands on its news, null for none; left out where no feed was read. */
  hub?: Hub | null;
  /** There is no feed at all, as far as could be found out. */
  none?: true;
  /** These may be other pages than posts, so that the owner is asked about each new one. */
  asks?: true;
  /** Since when the blog is read in this way, where that is not since its first poll; null for just now. */
  since?: Date | null;
  /** The ids of all posts that there are, where all of them were listed. */
  all?: readonly string[];
  polling: Polling;
}

/** Finds and polls feeds, politely. Neither throws for the blog's sake: a fault is a sentence in `polling.fault`. */
export interface Feeds {
  poll(site: Site, now: Date): Promise<FeedPoll>;
}

/** A page that a sitemap names. */
export interface SitemapPage {
  url: string;
  /** When it was changed last, where the sitemap says so. */
  changedAt: Date | null;
}

/** The pages of a blog that its sitemaps name, or why there are none. */
export type SitemapReading =
  | {
      kind: "pages";
      pages: SitemapPage[];
      /** Where they were found first. */
      address: string;
      /** There are more, which were not read. */
      more: boolean;
      /** Of some sitemaps: why they could not be read. */
      fault: string | null;
    }
  | { kind: "none"; fault: string }
  /** The blog asks to be left alone for so many seconds; null when it does not say how many. */
  | { kind: "later"; seconds: number | null; fault: string };

/** Finds and reads the sitemaps of a blog: its own pages alone, below the path that its owner named. Never throws for the blog's sake. */
export interface Sitemaps {
  read(site: Site): Promise<SitemapReading>;
}
