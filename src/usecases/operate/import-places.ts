import { pageKey, siteOf } from "../../domain/address.ts";
import type { PageKey } from "../../domain/brand.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { type CheckNeeds, checkJob, createCheckPage } from "../publish/check-page.ts";
import { addThread, feedKey } from "../publish/keep-page.ts";
import { type AddressMap, resolveAddress } from "./address-map.ts";
import type { FoundThread, Survey } from "./import-survey.ts";
import type { Tally } from "./import-tally.ts";

/** A page of the blog that comments go to; several threads of a source may be one page. */
export interface Place {
  url: URL;
  title: string;
  /** Keys besides the page's own that lead there from now on. */
  aliases: Set<PageKey>;
  /** The thread of the page; null while there is none. */
  thread: Thread | null;
  isNew: boolean;
  /** It was brought into the store, or found there. */
  isOpen: boolean;
  /** How many comments the source has for it. */
  comments: number;
}

type Needs = CheckNeeds & Pick<World, "jobs">;

/**
 * Decides where the threads of a source go, and tells each of its comments; comments of pages that are none of the blog's
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
  const byThread = new Map<string, Place | null>();
  const byKey = new Map<string, Place>();
  for (const found of survey.threads.values()) {
    byThread.set(found.id, found.comments > 0 ? await placeOf(found) : null);
  }
  for (const entry of survey.comments.values()) {
    entry.place = byThread.get(entry.thread) ?? null;
    if (!survey.threads.has(entry.thread)) {
      tally.add("lost", "comments of a page that the source does not name", entry.thread);
    }
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
    const place = await findOrMake(url);
    place.title ||= found.title.replace(/\s+/g, " ").trim();
    place.comments += found.comments;
    if (old && siteOf(sites, old)?._id === site._id) place.aliases.add(pageKey(old));
    for (const identifier of found.identifiers) for (const key of keysOf(identifier)) place.aliases.add(key);
    return place;
  }

  async function findOrMake(url: URL): Promise<Place> {
    const key = pageKey(url);
    const thread = byKey.has(key) ? null : await world.threads.byKey(site._id, key);
    const same = byKey.get(key) ?? (thread && byKey.get(thread._id));
    const place = same ?? {
      url,
      title: "",
      aliases: new Set<PageKey>(),
      thread,
      isNew: thread === null,
      isOpen: false,
      comments: 0,
    };
    byKey.set(key, place);
    if (thread) byKey.set(thread._id, place);
    return place;
  }
}

/**
 * The thread of a place, made where there is none: without asking the blog, which may not be there, so that the title is
 * the source's. The node that serves checks the page later, and then finds where it moved to. With `check` the blog is
 * asked first, and the comments go to the thread of where the page moved to, if that has one already.
 */
export async function openPlace(world: Needs, site: Site, place: Place, check: boolean): Promise<Thread> {
  place.thread ??= check ? await checked(world, site, place.url) : null;
  if (place.thread) return place.thread;
  const { url } = place;
  const page = {
    url: url.href,
    title: place.title || titleOf(url),
    teaser: "",
    lang: null,
    publishedAt: null,
    updatedAt: null,
  };
  place.thread = await addThread(world, site, page, "old");
  await world.jobs.put([checkJob(site, url, world.clock.now())], world.clock.now());
  return place.thread;
}

async function checked(world: Needs, site: Site, url: URL): Promise<Thread | null> {
  try {
    return await createCheckPage(world)(site, url.href);
  } catch (error) {
    // A page that is gone, or a blog that does not answer, is no reason to leave its comments behind.
    if (isProblem(error) && error.kind !== "busy") return null;
    throw error;
  }
}

/** Lets what else the page was called lead to its thread. */
export async function aliasPlace(world: Pick<World, "threads">, site: Site, { thread, aliases }: Place): Promise<void> {
  if (!thread) return;
  for (const key of aliases) if (key !== thread.key) await world.threads.alias(site._id, key, thread._id);
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

function titleOf(url: URL): string {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return url.pathname;
  }
}
