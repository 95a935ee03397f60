import type { GuardedFetch } from "../domain/ports.ts";
import type { Site } from "../domain/site.ts";
import { decodeBody } from "./decode.ts";
import { ask, type Loaded, loadFeed } from "./feed-load.ts";
import { retryAfterOf } from "./manners.ts";
import { type FeedKind, readHead } from "./page-head.ts";

const order: readonly FeedKind[] = ["json", "atom", "rss"];

/** Where generators put their feeds when the front page does not say. */
const usualPaths = ["feed.json", "feed/", "feed.xml", "atom.xml", "index.xml", "rss.xml", "rss/"];

/** A page that names more feeds than this is searched no further. */
const maxNamed = 6;

/**
 * Finds a blog's feed and reads it: what the front page names (JSON Feed before Atom before RSS), then the usual paths.
 * The first that is a feed wins; when none is, the fault of the first one that was named comes out. An address that was
 * said to be gone for good is left alone.
 */
export async function discoverFeed(fetch: GuardedFetch, site: Site): Promise<Loaded> {
  const home = await ask(fetch, site.home, { Accept: "text/html, */*;q=0.1" });
  if ("kind" in home) return home;
  const { answer } = home;
  const { status } = answer;
  if (status === 429 || status === 503) {
    const fault = `The blog asks us to come back later (${site.home} answered ${status}).`;
    return { kind: "later", seconds: retryAfterOf(answer), fault };
  }
  const named =
    status === 200 ? namedFeeds(decodeBody(answer.body, answer.headers.get("content-type")), answer.url) : [];
  const usual = usualPaths.map((path) => new URL(path, site.home).href);

  let first: Loaded | null = null;
  for (const address of new Set([...named, ...usual])) {
    if (address === site.polling.gone) continue;
    const loaded = await loadFeed(fetch, address, null);
    if (loaded.kind === "feed" || loaded.kind === "later" || loaded.kind === "silent") return loaded;
    if (named.includes(address)) first ??= loaded;
  }
  const seen = status === 200 ? "" : ` (the front page answered ${status})`;
  const advice = 'Let the front page name it with <link rel="alternate">, or set ANTIPHON_FEED.';
  const fault = `No feed was found at ${site.home}${seen}. ${advice}`;
  return first ?? { kind: "fault", wrong: true, none: true, fault };
}

function namedFeeds(html: string, url: string): string[] {
  const head = readHead(html);
  const base = URL.canParse(head.base ?? "", url) ? new URL(head.base ?? "", url).href : url;
  const sorted = order.flatMap((kind) => head.feeds.filter((feed) => feed.kind === kind));
  const hrefs = sorted.flatMap(({ href }) => (URL.canParse(href, base) ? new URL(href, base).href : []));
  return hrefs.slice(0, maxNamed);
}
