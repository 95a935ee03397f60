import type { PageKey } from "./brand.ts";
import { Problem } from "./problem.ts";
import { sentence } from "./sentence.ts";
import type { Site } from "./site.ts";

const trackingKeys = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|_hsenc|_hsmi|ref_src)$/i;

/** Parses a web address; throws `invalid`, naming the address, when it is none or is neither http nor https. */
export function parseWebUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Problem("invalid", sentence("page.noAddress", { address: shorten(text) }));
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new Problem("invalid", sentence("page.otherScheme", { address: shorten(text) }));
  }
  return url;
}

/**
 * The identity of a page: scheme, default port, fragment, tracking keys, `index.html`, doubled and trailing slashes
 * and the spelling of percent-encoding do not count; other query keys do, in sorted order.
 */
export function pageKey(address: string | URL): PageKey {
  const url = typeof address === "string" ? parseWebUrl(address) : address;
  const path = decode(url.pathname)
    .replace(/\/{2,}/g, "/")
    .replace(/\/index\.html?$/i, "/")
    .replace(/(?<=.)\/$/, "");
  const query = [...url.searchParams]
    .filter(([key]) => !trackingKeys.test(key))
    .map(([key, value]) => `${key}=${value}`)
    .sort();
  const port = url.port ? `:${url.port}` : "";
  return `${url.hostname.replace(/\.$/, "")}${port}${path}${query.length > 0 ? `?${query.join("&")}` : ""}` as PageKey;
}

/**
 * The site that a page belongs to: the one with the longest home address that it starts with, where it lives now or lived
 * before; null when none.
 */
export function siteOf<S extends Pick<Site, "home" | "formerHomes">>(
  sites: readonly S[],
  address: string | URL,
): S | null {
  const key = `${pageKey(address)}/`;
  let best: S | null = null;
  let longest = 0;
  for (const site of sites) {
    for (const home of [site.home, ...(site.formerHomes ?? [])]) {
      const start = `${pageKey(home)}`.replace(/\/$/, "");
      if (!key.startsWith(`${start}/`) && !key.startsWith(`${start}?`)) continue;
      if (home.length <= longest) continue;
      best = site;
      longest = home.length;
    }
  }
  return best;
}

/** The origin (scheme, host, port) of the blog, for CORS and for frames. */
export function originOf(site: Pick<Site, "home">): string {
  return new URL(site.home).origin;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path).normalize("NFC");
  } catch {
    return path;
  }
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
