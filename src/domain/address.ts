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

/** A whole web address without a user name or password in it; null for any other text. */
export function asWebUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  return isPlain ? url : null;
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

type Homes = Pick<Site, "home" | "alsoAt" | "formerHomes">;

/**
 * The site that a page belongs to: the one with the longest home address that it starts with, where it lives now, answers
 * as well, or lived before; null when none.
 */
export function siteOf<S extends Homes>(sites: readonly S[], address: string | URL): S | null {
  if (sites.length === 0) return null;
  const key = pageKey(address);
  let best: S | null = null;
  let longest = 0;
  for (const site of sites) {
    const home = homeAbove([site.home, ...(site.alsoAt ?? []), ...(site.formerHomes ?? [])], key);
    // Of the key, as an address can be spelled longer than it is.
    const length = home?.key.length ?? 0;
    if (length <= longest) continue;
    best = site;
    longest = length;
  }
  return best;
}

/** The same page where its blog lives: an address on another one of the blog's hosts is no page of its own. */
export function homeward(site: Homes, url: URL): URL {
  const { home, alsoAt = [] } = site;
  if (alsoAt.length === 0) return url;
  const from = homeAbove([home, ...alsoAt, ...(site.formerHomes ?? [])], pageKey(url))?.home;
  if (from === undefined || !alsoAt.includes(from)) return url;
  const path = url.pathname.slice(new URL(from).pathname.length);
  const moved = new URL(`${home}${path}`);
  moved.search = url.search;
  moved.hash = url.hash;
  return moved;
}

/** The longest of some home addresses that a page lies below, with its key. */
function homeAbove(homes: readonly string[], page: PageKey): { home: string; key: PageKey } | null {
  let best: { home: string; key: PageKey } | null = null;
  for (const home of homes) {
    if (best !== null && home.length <= best.home.length) continue;
    const key = pageKey(home);
    const start = key.replace(/\/$/, "");
    if (`${page}/`.startsWith(`${start}/`) || page.startsWith(`${start}?`)) best = { home, key };
  }
  return best;
}

/** A home address in its one spelling: no `index.html`, no query, and a slash at its end. */
export function homeAt({ origin, pathname }: URL): string {
  return `${origin}${pathname.replace(/(index\.html?)?$/i, "").replace(/\/*$/, "/")}`;
}

/** Whether a blog lives, or answers as well, at a home address. */
export function isHome({ home, alsoAt = [] }: Pick<Site, "home" | "alsoAt">, address: string): boolean {
  return [home, ...alsoAt].some((one) => pageKey(one) === pageKey(address));
}

/** The origin (scheme, host, port) of the blog where it lives. */
export function originOf(site: Pick<Site, "home">): string {
  return new URL(site.home).origin;
}

/** All origins that pages of the blog come from, for CORS and forms; where it lives first. */
export function originsOf({ home, alsoAt = [] }: Pick<Site, "home" | "alsoAt">): string[] {
  return [...new Set([home, ...alsoAt].map((one) => new URL(one).origin))];
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
