import { homeward, pageKey, siteOf } from "../../domain/address.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { identityOf } from "../publish/check-page.ts";

/**
 * Whether a page still stands at its address, though another one was told of that is called the same. It does not where it
 * is gone, leads to the other, or names it as the right one, unless both name each other. Throws what the page reader throws,
 * but `not-found`.
 */
export function createStillThere({ pages, sites }: Pick<World, "pages" | "sites">) {
  /** The address that a page says it has, and whether it answers there at all; null where it is gone. */
  async function look(site: Site, page: URL): Promise<{ stays: boolean; says: string } | null> {
    try {
      const reading = await pages.read(page.href);
      const all = await sites.all();
      if (siteOf(all, reading.finalUrl)?._id !== site._id) return null;
      const finalUrl = homeward(site, new URL(reading.finalUrl)).href;
      const says = pageKey(identityOf({ ...reading, finalUrl }, site, all));
      return { stays: pageKey(finalUrl) === pageKey(page), says };
    } catch (error) {
      if (isProblem(error) && error.kind === "not-found") return null;
      throw error;
    }
  }

  return async function stillThere(site: Site, page: URL, other: URL): Promise<boolean> {
    const here = await look(site, page);
    if (!here?.stays) return false;
    if (here.says !== pageKey(other)) return true;
    return (await look(site, other))?.says === pageKey(page);
  };
}
