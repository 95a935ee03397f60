import { originsOf } from "../domain/address.ts";
import { createBounded } from "../domain/bounded.ts";
import { isOpen, ways } from "../domain/level.ts";
import type { World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import type { Site } from "../domain/site.ts";
import type { Thread } from "../domain/thread.ts";
import type { Opened, OpenThread } from "../usecases/visit/opened.ts";
import { type Asked, askedQuery } from "./page-query.ts";
import { createPageShelf } from "./page-shelf.ts";
import { type ReadyPage, readyPage } from "./ready-page.ts";
import { type SiteList, trustMs } from "./site-list.ts";
import type { Tongue } from "./tongue.ts";

/** The public forms of a thread: for a blog's page, for one that is made once and kept, and as a page of its own. */
export type Variant = "fragment" | "built" | "page";

/** The public pages of threads, kept in memory by thread, place in it, language, revision, epoch and build. */
export interface ThreadPages {
  /** The page behind a request's address if it was looked at within the last 200 ms; costs two look-ups in memory. */
  fresh(requestUrl: string): ReadyPage | null;
  /**
   * The page behind a request's address. What that asks for is read by `readWish` unless it is known from before. Throws
   * what that throws, `not-found` for an address of no configured blog, `invalid` for a page that starts at no comment of
   * the thread.
   */
  read(variant: Variant, requestUrl: string, readWish: ReadWish): Promise<ReadyPage>;
  /** Has every page looked at again, after a write of our own to threads. */
  forget(): void;
}

/** What a request wants: the thread of a blog's page, the language to show it in, empty for its own, and a place in it. */
export interface Wish {
  address: string;
  lang: string;
  asked: Asked;
}

/** Reads what the address of a request asks for. */
export type ReadWish = (requestUrl: string) => Wish;

/**
 * Renders one variant of a thread for everybody; null stands for a page that was not checked yet. `missing` is a page
 * without the comment that was looked for.
 */
export type RenderThread = (
  variant: Variant,
  tongue: Tongue,
  site: Site,
  thread: Thread | null,
  url: string,
  asked: Asked,
) => Promise<{ html: string; missing: boolean }>;

interface Tools {
  /** Has the page looked at whose thread was not found. */
  openThread: OpenThread;
  findThread: (address: string) => Promise<Opened>;
  sites: SiteList;
  tongue: (asked: string, site: Site, thread: Thread | null) => Tongue;
  render: RenderThread;
  build: string;
  csp: Record<Variant, string>;
  /** What browsers are told to come by; null where the node is not behind https. */
  transport: string | null;
}

/** Where the page of an address was found before. */
interface Place {
  thread: string;
  slot: string;
}

interface Kept {
  page: ReadyPage;
  key: string;
  renderedAt: number;
  trustedUntil: number;
  generation: number;
}

const maxBytes = 32 * 1024 * 1024;
const maxAddresses = 20_000;
/** Addresses are remembered as they were asked for, with whatever somebody hangs on to them: characters. */
const longestRemembered = 1_000;
/** The form in a page carries the time it was drawn, which must not grow too old. */
const renderAgainMs = 3_600_000;

/** The one answer to an address that is not ours, wherever it comes in. */
export function foreignAddress(address: string): Problem {
  const origin = URL.canParse(address) ? new URL(address).origin : address;
  return new Problem(
    "not-found",
    `This address belongs to none of the blogs that this node serves. If ${origin.slice(0, 100)} is yours, add it at /admin/settings, or to ANTIPHON_SITE.`,
  );
}

/** The origins that an answer has to choose from, where a blog has several. */
function readersOf(variant: Variant, site: Site): { origins?: readonly string[] } {
  const origins = originsOf(site);
  return variant !== "page" && origins.length > 1 ? { origins } : {};
}

/** Two pages of a place are the same as long as this is: threads also close by their age, without anybody changing them. */
function keyOf(thread: Thread, site: Site, now: number): string {
  const open = ways.filter((way) => isOpen({ site, thread }, way, new Date(now)));
  const closed = open.length === ways.length ? "" : `-${open.join("") || "closed"}`;
  return `${thread.revision.toString(36)}-${site.epoch.toString(36)}${closed}`;
}

/** The pages of a node. `build` changes whenever a page could look different for the same thread. */
export function createThreadPages(world: Pick<World, "threads" | "clock">, tools: Tools): ThreadPages {
  const places = createBounded<Place>(maxAddresses);
  const looking = new Map<string, Promise<ReadyPage>>();
  const pages = createPageShelf<Kept>(maxBytes);
  let generation = 0;

  const now = () => world.clock.now().getTime();

  function headersFor(variant: Variant, site: Site, lang: string): Record<string, string> {
    const shared = {
      "Content-Language": lang,
      "Cache-Control": "no-cache",
      "Content-Security-Policy": tools.csp[variant],
      "Referrer-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
      ...(tools.transport === null ? {} : { "Strict-Transport-Security": tools.transport }),
    };
    if (variant === "page") return { ...shared, Vary: "Accept-Encoding, Cookie" };
    const open = { ...shared, "Cross-Origin-Resource-Policy": "cross-origin" };
    const [first = "", ...others] = originsOf(site);
    if (others.length > 0) return { ...open, Vary: "Accept-Encoding, Origin" };
    return { ...open, Vary: "Accept-Encoding", "Access-Control-Allow-Origin": first };
  }

  /** The page in a slot, if it still is what would be rendered now; trusted again for a while. */
  function unchanged(slot: string, key: string): ReadyPage | null {
    const kept = pages.get(slot);
    const at = now();
    if (kept?.key !== key || at - kept.renderedAt >= renderAgainMs) return null;
    kept.trustedUntil = at + trustMs;
    kept.generation = generation;
    return kept.page;
  }

  async function build(variant: Variant, requestUrl: string, { lang, asked }: Wish, thread: Thread, site: Site) {
    const tongue = tools.tongue(lang, site, thread);
    const spoken = tongue.words.lang;
    const slot = `${variant} ${spoken} ${thread._id} ${askedQuery(asked)}`;
    remember(requestUrl, thread._id, slot);
    const at = now();
    const key = keyOf(thread, site, at);
    const before = unchanged(slot, key);
    if (before) return before;
    const started = generation;
    const { html, missing } = await tools.render(variant, tongue, site, thread, thread.page.url, asked);
    const etag = `"${key}-${spoken}-${tools.build}"`;
    const status = missing && variant === "page" ? 404 : 200;
    const headers = headersFor(variant, site, spoken);
    const page = readyPage(html, `W/${etag}`, headers, { status, ...readersOf(variant, site) });
    return pages.set(slot, { page, key, renderedAt: at, trustedUntil: at + trustMs, generation: started });
  }

  function remember(requestUrl: string, thread: string, slot: string): void {
    if (requestUrl.length > longestRemembered) return;
    places.set(requestUrl, { thread, slot });
  }

  async function open(variant: Variant, requestUrl: string, readWish: ReadWish): Promise<ReadyPage> {
    const wish = readWish(requestUrl);
    const { address, lang, asked } = wish;
    const found = await tools.findThread(address);
    // A page that is being made is not there to be looked at, and whoever reads it later wants it looked at then.
    const known = found.kind === "thread" || variant === "built";
    const opened = known ? found : await tools.openThread(address, { wait: false });
    if (opened.kind === "foreign") throw foreignAddress(address);
    if (opened.kind === "pending") {
      const tongue = tools.tongue(lang, opened.site, null);
      const { html } = await tools.render(variant, tongue, opened.site, null, address, asked);
      const headers = { ...headersFor(variant, opened.site, tongue.words.lang), "Cache-Control": "no-store" };
      return readyPage(html, `W/"new-${tools.build}"`, headers, readersOf(variant, opened.site));
    }
    return build(variant, requestUrl, wish, opened.thread, opened.site);
  }

  /** Looks whether the thread has moved on: one small read, shared by all who ask meanwhile. */
  async function look(variant: Variant, requestUrl: string, readWish: ReadWish, place: Place): Promise<ReadyPage> {
    const thread = await world.threads.get(place.thread);
    const site = thread ? await tools.sites.get(thread.site) : null;
    if (!thread || !site || thread.mergedInto) {
      places.delete(requestUrl);
      return open(variant, requestUrl, readWish);
    }
    // What an address leads to depends on nothing but the thread and the site.
    const before = unchanged(place.slot, keyOf(thread, site, now()));
    return before ?? build(variant, requestUrl, readWish(requestUrl), thread, site);
  }

  return {
    fresh(requestUrl) {
      const place = places.get(requestUrl);
      const kept = place && pages.get(place.slot);
      return kept && kept.generation === generation && now() < kept.trustedUntil ? kept.page : null;
    },
    read(variant, requestUrl, readWish) {
      const running = looking.get(requestUrl);
      if (running) return running;
      const place = places.get(requestUrl);
      const found = place ? look(variant, requestUrl, readWish, place) : open(variant, requestUrl, readWish);
      const tracked = found.finally(() => looking.delete(requestUrl));
      looking.set(requestUrl, tracked);
      return tracked;
    },
    forget() {
      generation += 1;
      looking.clear();
    },
  };
}
