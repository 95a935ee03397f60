import { siteOf } from "../domain/address.ts";
import { Problem } from "../domain/problem.ts";
import type { Site } from "../domain/site.ts";

/** Finds a blog by its address, or by the name of its account in any spelling. Throws `not-found`. */
export function findSite(sites: readonly Site[], wanted: string): Site {
  const name = wanted.replace(/^@/, "").replace(/@.*$/, "").toLowerCase();
  const found = /^https?:\/\//i.test(wanted) ? siteOf(sites, wanted) : sites.find(({ handle }) => handle === name);
  if (found) return found;
  throw new Problem("not-found", `${wanted} is none of the blogs that this node serves (${listSites(sites)}).`);
}

/** The id of the blog that an option names; null where it is left out. Throws as `findSite`. */
export function idOfSite(sites: readonly Site[], wanted: string | undefined): string | null {
  return wanted === undefined ? null : findSite(sites, wanted)._id;
}

/** All blogs with name and address, for a sentence. */
export function listSites(sites: readonly Site[]): string {
  return sites.map(({ handle, home }) => `${handle}, ${home}`).join("; ");
}
