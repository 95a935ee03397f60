import type { Feeds, GuardedFetch } from "../domain/ports.ts";
import type { Renderer } from "./feed-entries.ts";
import { createFeedReader } from "./feed-reader.ts";
import { createGhostSource } from "./ghost.ts";
import { createListReader } from "./listing.ts";
import { createWordPressSource } from "./wordpress.ts";

/** Reads the posts of each blog from where its owner says that they are to be had: its feed, Ghost, or WordPress. */
export function createPostReader({ fetch, html }: { fetch: GuardedFetch; html: Renderer }): Feeds {
  const feeds = createFeedReader({ fetch, html });
  const ghost = createListReader(fetch, createGhostSource(html));
  const wordpress = createListReader(fetch, createWordPressSource(html));
  return {
    poll(site, now) {
      if (site.postsFrom === "ghost") return ghost(site, now);
      return site.postsFrom === "wordpress" ? wordpress(site, now) : feeds.poll(site, now);
    },
  };
}
