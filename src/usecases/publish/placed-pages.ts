import { homeward, pageKey, siteOf } from "../../domain/address.ts";
import type { PageKey } from "../../domain/brand.ts";
import type { SitemapPage, World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import { fnv1a } from "../../domain/spread.ts";

/** A page of a sitemap, where it lies at home. */
export interface PlacedPage extends SitemapPage {
  key: PageKey;
  /** A short text that stands for its key. */
  print: string;
}

/** So many are placed at a stretch: others want to be served meanwhile. */
const atOnce = 500;

/** The pages of a sitemap that belong to a blog and to no deeper one, each once. */
export async function placePages(
  world: Pick<World, "sites">,
  site: Site,
  pages: readonly SitemapPage[],
): Promise<PlacedPage[]> {
  const sites = await world.sites.all();
  const placed = new Map<PageKey, PlacedPage>();
  for (const [i, page] of pages.entries()) {
    if (i % atOnce === atOnce - 1) await new Promise((resolve) => setImmediate(resolve));
    if (siteOf(sites, page.url)?._id !== site._id) continue;
    const { href } = homeward(site, new URL(page.url));
    const key = pageKey(href);
    if (!placed.has(key)) placed.set(key, { ...page, url: href, key, print: fnv1a(key).toString(36) });
  }
  return [...placed.values()];
}
