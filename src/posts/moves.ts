import type { Site } from "../domain/site.ts";

/**
 * Whether a feed that moved for good is looked for at its new address from now on: on the host where it was, or on one of
 * the blog's own. Elsewhere it is followed each time, lest whoever had the blog's host for a day keeps its feed.
 */
export function mayRemember(site: Pick<Site, "home" | "alsoAt">, from: string, to: string): boolean {
  const own = [from, site.home, ...(site.alsoAt ?? [])].map(bareHost);
  return own.includes(bareHost(to));
}

function bareHost(address: string): string {
  return new URL(address).hostname.replace(/^www\./, "");
}
