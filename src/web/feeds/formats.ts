import type { Words } from "../../i18n/words.ts";
import type { Render } from "../render.ts";
import type { EntryView, FeedView } from "./feed-view.ts";
import { wellFormed } from "./well-formed.ts";

/** A form in which a feed is served. */
export interface FeedFormat {
  type: string;
  write(render: Render, feed: FeedView, words: Words): string;
}

/** The forms by the ending of the address. */
export const feedFormats: Record<"atom" | "rss" | "json", FeedFormat> = {
  atom: {
    type: "application/atom+xml; charset=utf-8",
    write: (render, feed, words) => wellFormed(render("feeds/atom", feed, words)),
  },
  rss: {
    type: "application/rss+xml; charset=utf-8",
    write: (render, feed, words) => wellFormed(render("feeds/rss", feed, words)),
  },
  json: { type: "application/feed+json; charset=utf-8", write: (_render, feed) => JSON.stringify(jsonFeed(feed)) },
};

function jsonFeed({ title, home, self, lang, entries }: FeedView): object {
  return {
    version: "https://jsonfeed.org/version/1.1",
    title,
    home_page_url: home,
    feed_url: self,
    ...(lang ? { language: lang } : {}),
    items: entries.map(jsonItem),
  };
}

function jsonItem({ id, href, title, html, published, updated, author, lang }: EntryView): object {
  return {
    id,
    url: href,
    title,
    content_html: html,
    date_published: published.toISOString(),
    date_modified: updated.toISOString(),
    authors: [{ name: author.name, ...(author.url ? { url: author.url } : {}) }],
    ...(lang ? { language: lang } : {}),
  };
}
