import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { type PlacedPage, placePages } from "./placed-pages.ts";

/** The pages of a blog that its sitemap names. */
export interface MappedPages {
  pages: PlacedPage[];
  address: string;
  more: boolean;
  fault: string | null;
}

/** Reads the sitemap of a blog now. Throws `not-found` where there is none, `busy` where the blog asks to be left alone. */
export async function readMappedPages(world: Pick<World, "sitemaps" | "sites">, site: Site): Promise<MappedPages> {
  const reading = await world.sitemaps.read(site);
  if (reading.kind === "none") throw new Problem("not-found", reading.fault);
  if (reading.kind === "later") {
    const extra = reading.seconds === null ? {} : { retryAfter: reading.seconds };
    throw new Problem("busy", reading.fault, extra);
  }
  const { address, more, fault } = reading;
  return { pages: await placePages(world, site, reading.pages), address, more, fault };
}
