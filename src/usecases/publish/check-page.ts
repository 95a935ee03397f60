import { homeward, pageKey, siteOf } from "../../domain/address.ts";
import type { NewJob } from "../../domain/job.ts";
import type { PageReading, World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { addThread, findByKeys, type Needs, refreshPage } from "./keep-page.ts";
import { learnNames } from "./learn-names.ts";
import { createTakeUpMoved } from "./moved-page.ts";

export type CheckNeeds = Needs & Pick<World, "pages" | "sites">;

/** The job of checking a page, once an hour at most however often it is asked for. */
export function checkJob(site: Site, url: URL, now: Date): NewJob {
  const id = `page:${site._id}:${pageKey(url)}:${now.toISOString().slice(0, 13)}`;
  return { id, kind: "check-page", lane: `page:${site._id}`, payload: { site: site._id, url: url.href } };
}

/**
 * Reads a page of a site and returns its thread, made now if it is the first time; whoever asked by another address,
 * through a redirect or beside the canonical one, finds the same thread from then on, and so does a post whose page says
 * by its id that it moved. A new thread owes nothing. Throws what the page reader throws, and `forbidden` when the address
 * ends outside the site.
 */
export function createCheckPage(world: CheckNeeds) {
  const takeUpMoved = createTakeUpMoved(world);

  return async function checkPage(site: Site, url: string): Promise<Thread> {
    const reading = await world.pages.read(url);
    const sites = await world.sites.all();
    if (siteOf(sites, reading.finalUrl)?._id !== site._id) {
      throw new Problem("forbidden", `${url} leads to ${reading.finalUrl}, which is not part of ${site.home}.`);
    }
    const finalUrl = homeward(site, new URL(reading.finalUrl)).href;
    const address = identityOf({ ...reading, finalUrl }, site, sites);
    const keys = [...new Set([address, finalUrl, url].map((known) => pageKey(known)))];
    const { title, teaser, lang, publishedAt } = reading;
    const page = { url: address, title, teaser, lang, publishedAt, updatedAt: null };

    const known = (await findByKeys(world, site, keys)) ?? (await takeUpMoved(site, { ...reading, address }, keys));
    const thread = known ?? (await addThread(world, site, page, "old"));
    for (const key of keys) await world.threads.alias(site._id, key, thread._id);
    await learnNames(world, site, thread, reading);
    return refreshPage(world, thread, page);
  };
}

/**
 * The canonical address decides, if it lies in the same site. A theme that names the front page on every page would
 * make one thread of them all: there, the address that answered decides.
 */
export function identityOf({ url, finalUrl }: PageReading, site: Site, sites: readonly Site[]): string {
  if (siteOf(sites, url)?._id !== site._id) return finalUrl;
  const page = homeward(site, new URL(url));
  return pageKey(page) === pageKey(site.home) ? finalUrl : page.href;
}
