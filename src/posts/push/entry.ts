import type { ReadPushed } from "../../domain/push.ts";
import { type Renderer, readEntries } from "../feed-entries.ts";

/** Reads posts that were told of by the rules that hold for those of feeds. */
export function createReadPushed(html: Renderer): ReadPushed {
  return async function readPushed(site, post) {
    const entry = {
      id: post.id,
      links: [post.url],
      base: null,
      lang: post.lang,
      title: post.title === null ? null : { text: post.title, isHtml: false },
      teasers: post.teaser === null ? [] : [{ text: post.teaser, isHtml: false }],
      content: post.html === null ? null : { text: post.html, isHtml: true },
      images: post.image === null ? [] : [post.image],
      tags: post.tags,
      published: post.published,
      updated: post.updated,
    };
    return (await readEntries(site, { base: null, entries: [entry] }, post.url, html)).entries[0] ?? null;
  };
}
