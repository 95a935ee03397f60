import { pageKey } from "../../domain/address.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { readMappedPages } from "../publish/mapped-pages.ts";
import { findBySlug } from "../publish/page-slugs.ts";

/** A thread with comments that lies at no page of the sitemap. */
export interface Orphan {
  thread: Thread;
  /** The one page of the sitemap that ends alike, where it may lie now. */
  at: string | null;
}

const perPage = 200;
const mostKeys = 50;

/**
 * Holds the threads of a blog that have comments against the pages of its sitemap, and finds those that are at none of them by
 * any of their addresses. Throws what reading the sitemap throws.
 */
export function createFindOrphans(world: Pick<World, "sitemaps" | "sites" | "threads">) {
  return async function findOrphans(site: Site): Promise<{ orphans: Orphan[]; pages: number }> {
    const { pages } = await readMappedPages(world, site);
    const keys = new Set(pages.map(({ key }) => key));
    const bySlug = findBySlug(pages);
    const orphans: Orphan[] = [];
    let after: string | null = null;
    do {
      const { items, next }: { items: Thread[]; next: string | null } = await world.threads.ofSite(site._id, {
        after,
        limit: perPage,
      });
      for (const thread of items) {
        if (thread.counts.published + thread.counts.held === 0 || keys.has(thread.key)) continue;
        if ((await world.threads.keysOf(thread, mostKeys)).some((key) => keys.has(key))) continue;
        const page = bySlug(new URL(thread.page.url));
        orphans.push({ thread, at: page && page.key !== pageKey(thread.page.url) ? page.url : null });
      }
      after = next;
    } while (after !== null);
    return { orphans, pages: pages.length };
  };
}
