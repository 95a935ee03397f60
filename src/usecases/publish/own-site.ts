import { homeward, parseWebUrl, siteOf } from "../../domain/address.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";

/** The blog that an address belongs to, and the address there. Throws `invalid` for no web address, `forbidden` for no blog of ours. */
export async function demandSite(world: Pick<World, "sites">, address: string): Promise<{ site: Site; url: URL }> {
  const url = parseWebUrl(address);
  const sites = await world.sites.all();
  const site = siteOf(sites, url);
  if (site) return { site, url: homeward(site, url) };
  const homes = sites.map(({ home }) => home).join(", ") || "none yet";
  throw new Problem("forbidden", `${address} belongs to none of the blogs that this node serves (${homes}).`);
}
