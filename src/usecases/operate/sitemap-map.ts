import { homeward, pageKey } from "../../domain/address.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import { readMappedPages } from "../publish/mapped-pages.ts";
import { findBySlug } from "../publish/page-slugs.ts";
import type { AddressMap } from "./address-map.ts";

/**
 * A map that says more: where an address has no rule and is none of the pages in the blog's sitemap, it leads to the one page there
 * that ends alike. Throws what reading the sitemap throws.
 */
export async function withSitemap(
  world: Pick<World, "sitemaps" | "sites">,
  site: Site,
  map: AddressMap,
): Promise<AddressMap> {
  const { pages } = await readMappedPages(world, site);
  const keys = new Set(pages.map(({ key }) => key));
  const bySlug = findBySlug(pages);
  return (address) => {
    const mapped = map(address);
    if (mapped !== undefined || keys.has(pageKey(homeward(site, address)))) return mapped;
    const page = bySlug(address);
    return page ? new URL(page.url) : undefined;
  };
}
