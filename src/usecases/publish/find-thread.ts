import { homeward, pageKey, parseWebUrl, siteOf } from "../../domain/address.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import type { Opened } from "../visit/opened.ts";

/** Longer addresses are nobody's page: characters. */
const longestAddress = 2048;

type Needs = Pick<World, "threads"> & { sites: { all(): Promise<readonly Site[]> } };

/** Finds the thread of an address, on one of the `known` blogs where they are given, and leaves it at that. Throws `invalid` for what is no web address. */
export function createFindThread(world: Needs) {
  return async function findThread(address: string | URL, known?: readonly Site[]): Promise<Opened> {
    const url = typeof address === "string" ? readAddress(address) : address;
    const site = siteOf(known ?? (await world.sites.all()), url);
    if (!site) return { kind: "foreign" };
    // What somebody said of an address itself counts before what is said of its host.
    const home = homeward(site, url);
    const keys = home === url ? [pageKey(url)] : new Set([pageKey(url), pageKey(home)]);
    let thread: Thread | null = null;
    for (const key of keys) thread ??= await world.threads.byKey(site._id, key);
    return thread ? { kind: "thread", thread, site } : { kind: "pending", site };
  };
}

/** An address as threads are found by it. Throws `invalid` for what is none. */
export function readAddress(address: string): URL {
  if (address.length > longestAddress) {
    throw new Problem("invalid", sentence("page.longAddress"));
  }
  const url = parseWebUrl(address);
  url.hash = "";
  url.username = "";
  url.password = "";
  return url;
}
