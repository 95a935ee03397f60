import { homeward, pageKey, siteOf } from "../../domain/address.ts";
import type { PageKey } from "../../domain/brand.ts";
import type { WholeThread } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { type CheckNeeds, checkJob, createCheckPage } from "../publish/check-page.ts";
import { addThread, feedKey } from "../publish/keep-page.ts";
import { pathTitle } from "../publish/path-title.ts";
import { type AddressMap, resolveAddress } from "./address-map.ts";
import type { FoundThread, Survey } from "./import-survey.ts";
import type { Tally } from "./import-tally.ts";
import { besidesPage, joinWhole, tellLeft } from "./whole-thread.ts";

/** What is kept of a thread, as there may be tens of thousands of pages. */
type Kept = Pick<Thread, "_id" | "site" | "key"> & { page: Pick<Thread["page"], "url"> };

/** A page of the blog that comments go to; several threads of a source may be one page. */
export interface Place {
  /** Its address. */
  url: string;
  title: string;
  /** Keys besides the page's own that lead there from now on. */
  aliases: PageKey[];
  /** The thread of the page; null while there is none. */
  thread: Kept | null;
  isNew: boolean;
  /** It was brought into the store, or found there. */
  isOpen: boolean;
  /** How many comments the source has for it. */
  comments: number;
  /** All that our own export tells of its thread. */
  whole: WholeThread | null;
}

type Needs = CheckNeeds & Pick<World, "jobs">;

/**
 * Decides where the threads of a source go, and tells each of them; comments of pages that are none of the blog's
 * are counted as lost. Nothing is written.
 */
export async function placeThreads(
  world: Needs,
  site: Site,
  survey: Survey,
  map: AddressMap,
  tally: Tally,
): Promise<Place[]> {
  const sites = await world.sites.all();
  const byKey = new Map<string, Place>();
  for (const found of survey.threads) {
    if (found.comments === 0 && !found.whole) continue;
    if (found.isNamed) found.place = await placeOf(found);
    else tally.add("lost", "comments of a page that the source does not name", found.id, found.comments);
    // What it was called is with its place now, and there may be tens of thousands.
    Object.assign(found, { address: "", title: "", identifiers: [] });
  }
  return [...new Set(byKey.values())];

  async function placeOf(found: FoundThread): Promise<Place | null> {
    const old = addressOf(found.address, site);
    const mapped = old && map(old);
    if (old && mapped === null) {
      tally.add("left", "comments of pages that the map leaves out", found.address, found.comments);
      return null;
    }
    const url = mapped ?? old;
    if (!url || siteOf(sites, url)?._id !== site._id) {
      tally.add(
        "lost",
        `comments of pages outside of ${site.home}; a map can say where they belong`,
        found.address || "(no address)",
        found.comments,
      );
      return null;
    }
    const place = await findOrMake(homeward(site, url));
    place.title ||= found.title.replace(/\s+/g, " ").trim();
    place.comments += found.comments;
    place.whole ??= found.whole ?? null;
    addAliases(place, [
      ...(old && siteOf(sites, old)?._id === site._id ? [pageKey(homeward(site, old))] : []),
      ...(found.whole?.keys ?? []),
      ...found.identifiers.flatMap(keysOf),
    ]);
    return place;
  }

  function addAliases(place: Place, keys: readonly PageKey[]): void {
    const own = pageKey(place.url);
    for (const key of keys) if (key !== own && !place.aliases.includes(key)) place.aliases.push(key);
  }

  async function findOrMake(url: URL): Promise<Place> {
    const key = pageKey(url);
    const thread = byKey.has(key) ? null : await world.threads.byKey(site._id, key);
    const same = byKey.get(key) ?? (thread && byKey.get(thread._id));
    const place = same ?? {
      url: url.href,
      title: "",
      aliases: [],
      thread: thread && kept(thread),
      isNew: thread === null,
      isOpen: false,
      comments: 0,
      whole: null,
    };
    byKey.set(key, place);
    if (thread) byKey.set(thread._id, place);
    return place;
  }
}

/**
 * The thread of a place, made where there is none: without asking the blog, which may not be there, so that the title is
 * the source's. The node that serves checks the page later, and then finds where it moved to. With `check` the blog is
 * asked first, and the comments go to the thread of where the page moved to, if that has one already. A thread that is there
 * gets what our own export tells of it, as far as nobody decided otherwise here.
 */
export async function openPlace(world: Needs, site: Site, place: Place, check: boolean, tally: Tally): Promise<void> {
  place.thread ??= check ? await checked(world, site, new URL(place.url)) : null;
  const { url, whole } = place;
  if (place.thread) {
    const thread = whole && (await world.threads.get(place.thread._id));
    if (thread) await joinWhole(world, thread, whole, tally);
    return;
  }
  const page = {
    url,
    title: place.title || pathTitle(new URL(url)),
    ...(whole?.page ?? { teaser: "", lang: null, publishedAt: null, updatedAt: null }),
  };
  const announcement = whole?.withdrawn ? "withdrawn" : "old";
  place.thread = kept(await addThread(world, site, page, announcement, whole ? besidesPage(whole) : {}));
  await world.jobs.put([checkJob(site, new URL(url), world.clock.now())], world.clock.now());
}

/** Tells what `openPlace` would leave of a thread as it is here; writes nothing. */
export async function tellLeftOf(world: Needs, { thread, whole }: Place, tally: Tally): Promise<void> {
  const found = whole && thread && (await world.threads.get(thread._id));
  if (found) tellLeft(found, whole, tally);
}

function kept({ _id, site, key, page }: Thread): Kept {
  return { _id, site, key, page: { url: page.url } };
}

async function checked(world: Needs, site: Site, url: URL): Promise<Kept | null> {
  try {
    const thread = await createCheckPage(world)(site, url.href);
    return thread && kept(thread);
  } catch (error) {
    // A page that is gone, or a blog that does not answer, is no reason to leave its comments behind.
    if (isProblem(error) && error.kind !== "busy") return null;
    throw error;
  }
}

/** Lets what the page was called lead to its thread. */
export async function aliasPlace(
  world: Pick<World, "threads">,
  site: Site,
  { url, thread, aliases }: Place,
): Promise<void> {
  if (!thread) return;
  for (const key of [pageKey(url), ...aliases])
    if (key !== thread.key) await world.threads.alias(site._id, key, thread._id);
}

function addressOf(address: string, site: Site): URL | null {
  try {
    const url = resolveAddress(address, site.home);
    url.hash = "";
    url.username = "";
    url.password = "";
    return url;
  } catch (error) {
    if (isProblem(error, "invalid")) return null;
    throw error;
  }
}

/** A blog's own name for a page is often the id in its feed; WordPress puts its number before that. */
function keysOf(identifier: string): PageKey[] {
  const guid = /^\d+ (\S+)$/.exec(identifier)?.[1];
  return [identifier, ...(guid ? [guid] : [])].map(feedKey);
}
