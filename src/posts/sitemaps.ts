import { siteOf } from "../domain/address.ts";
import type { FetchResponse, GuardedFetch, SitemapPage, SitemapReading, Sitemaps } from "../domain/ports.ts";
import { isProblem } from "../domain/problem.ts";
import { isBelow, type Site } from "../domain/site.ts";
import { maxBytes, retryAfterOf, timeoutMs } from "./manners.ts";
import { createSitemapText, type SitemapLine } from "./sitemap-text.ts";
import { readDate } from "./words.ts";

/** What a sitemap may have by its own rules, and all that is read of a blog's together. */
export const mostPages = 50_000;
const mostBytes = 50_000_000;

/** A blog with more files than this is read no further. */
const mostFiles = 60;

/** How deep an index may name others: by the rules, one. */
const deepest = 2;

/** The longest that one file may take, in milliseconds: it can be large. */
const fileMs = 30_000;

/** Where sitemaps lie when `robots.txt` does not say: as the rules have it, then as WordPress and Astro do. */
const usualPaths = ["sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml", "sitemap-index.xml"];

interface File {
  address: string;
  depth: number;
}

/** What came of one file; `fault` follows its address in a sentence. */
type Asked =
  | { kind: "read" | "missing" }
  | { kind: "fault"; fault: string }
  | { kind: "later"; seconds: number | null };

/** Reads the sitemaps that `robots.txt` names, or those at the usual paths, and what they name in turn. */
export function createSitemaps({ fetch }: { fetch: GuardedFetch }): Sitemaps {
  return {
    async read(site) {
      const named = await namedIn(fetch, site);
      const usual = usualPaths.map((path) => new URL(path, site.home).href);
      const reading = createReading(fetch, site);
      if (named.length > 0) return reading.all(named);
      for (const address of usual) {
        const answer = await reading.all([address]);
        if (answer.kind !== "none" || !reading.wasMissing()) return answer;
      }
      return { kind: "none", fault: `No sitemap was found at ${site.home}. Let robots.txt name it with “Sitemap:”.` };
    },
  };
}

/** The sitemaps that a blog's `robots.txt` names; none where there is no such file, or it cannot be had. */
async function namedIn(fetch: GuardedFetch, site: Site): Promise<string[]> {
  const url = new URL("/robots.txt", site.home).href;
  const answer = await fetch({ url, headers: { Accept: "text/plain" }, maxBytes, timeoutMs, redirects: 3 }).catch(
    (error: unknown) => {
      if (isProblem(error)) return null;
      throw error;
    },
  );
  if (answer?.status !== 200) return [];
  const lines = [...answer.body.toString("utf8").matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*([^\s#]+)/gim)];
  const addresses = lines.flatMap(([, address = ""]) =>
    URL.canParse(address, url) ? [new URL(address, url).href] : [],
  );
  return [...new Set(addresses)].slice(0, mostFiles);
}

function createReading(fetch: GuardedFetch, site: Site) {
  const pages = new Map<string, SitemapPage>();
  let missing = 0;
  let more = false;

  async function read({ address, depth }: File, found: File[]): Promise<Asked> {
    const text = createSitemapText(mostBytes, (line) => {
      if (line.kind === "page") return keep(line);
      if (depth < deepest && URL.canParse(line.loc, address))
        found.push({ address: new URL(line.loc, address).href, depth: depth + 1 });
      return true;
    });
    try {
      const answer = await ask(fetch, address, (piece) => text.write(piece));
      const { status } = answer;
      if (status === 404 || status === 410) return { kind: "missing" };
      if (status === 429 || status === 503) return { kind: "later", seconds: retryAfterOf(answer) };
      if (status < 200 || status > 299) return { kind: "fault", fault: `answered ${status}` };
      return (await text.end()) ? { kind: "read" } : { kind: "fault", fault: "is no sitemap" };
    } catch (error) {
      if (!isProblem(error)) throw error;
      return { kind: "fault", fault: `cannot be read: ${error.message}` };
    }
  }

  function keep({ loc, lastmod }: SitemapLine): boolean {
    if (pages.size >= mostPages) {
      more = true;
      return false;
    }
    const url = URL.canParse(loc) ? new URL(loc) : null;
    if (!url || siteOf([site], url) === null || !isBelow(site, url)) return true;
    url.hash = "";
    pages.set(url.href, { url: url.href, changedAt: readDate(lastmod) });
    return true;
  }

  return {
    wasMissing: () => missing > 0,
    async all(addresses: readonly string[]): Promise<SitemapReading> {
      const queue: File[] = addresses.map((address) => ({ address, depth: 0 }));
      const seen = new Set<string>();
      let fault: string | null = null;
      let files = 0;
      missing = 0;
      for (let file = queue.shift(); file; file = queue.shift()) {
        if (seen.has(file.address)) continue;
        seen.add(file.address);
        if (files >= mostFiles || pages.size >= mostPages) {
          more = true;
          break;
        }
        const asked = await read(file, queue);
        if (asked.kind === "later")
          return { ...asked, fault: `The blog asks us to come back later for its sitemap ${file.address}.` };
        if (asked.kind === "read") files++;
        else if (asked.kind === "missing") missing++;
        if (asked.kind === "fault" || (asked.kind === "missing" && file.depth > 0))
          fault ??= `The sitemap ${file.address} ${asked.kind === "fault" ? asked.fault : "is not there"}.`;
      }
      if (files > 0) return { kind: "pages", pages: [...pages.values()], address: addresses[0] ?? "", more, fault };
      return { kind: "none", fault: fault ?? `There is no sitemap at ${addresses.join(", ")}.` };
    },
  };
}

function ask(fetch: GuardedFetch, url: string, take: (piece: Buffer) => Promise<void>): Promise<FetchResponse> {
  const headers = { Accept: "application/xml, text/xml, application/gzip;q=0.9, */*;q=0.1" };
  return fetch({ url, headers, maxBytes: mostBytes, timeoutMs: fileMs, redirects: 3, take });
}
