import { isHome } from "../../domain/address.ts";
import type { NewJob } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import { checkJob } from "./check-page.ts";
import { addThread, type Needs as KeepNeeds } from "./keep-page.ts";
import { readMappedPages } from "./mapped-pages.ts";
import { pathTitle } from "./path-title.ts";

type Needs = KeepNeeds & Pick<World, "sitemaps" | "sites" | "jobs">;

/** What came of it: how many pages the sitemap names, how many of them were known here, and what it did not say. */
export interface ImportedPages {
  address: string;
  found: number;
  known: number;
  /** Threads that were made, or would be. */
  made: number;
  more: boolean;
  fault: string | null;
}

/** The blog is asked for the pages one after the other, so far apart, for their titles. */
const apartMs = 2_000;

const jobsAtOnce = 500;

/**
 * Makes a thread for each page that a blog's sitemap names below the path where its posts lie, as old ones: nobody is told of
 * them. Their titles are read page by page later. Throws `not-found` where there is no sitemap, `busy` where the blog asks to be
 * left alone.
 */
export function createImportPages(world: Needs) {
  return async function importPages(site: Site, { dryRun = false } = {}): Promise<ImportedPages> {
    const { pages, address, more, fault } = await readMappedPages(world, site);
    const now = world.clock.now();
    const imported: ImportedPages = { address, found: pages.length, known: 0, made: 0, more, fault };
    const jobs: NewJob[] = [];
    for (const { url, key, changedAt } of pages) {
      if (isHome(site, url)) continue;
      if (await world.threads.byKey(site._id, key)) imported.known++;
      else {
        imported.made++;
        if (dryRun) continue;
        const page = {
          url,
          title: pathTitle(new URL(url)),
          teaser: "",
          lang: null,
          publishedAt: null,
          updatedAt: changedAt,
        };
        await addThread(world, site, page, "old");
        const dueAt = new Date(now.getTime() + imported.made * apartMs);
        jobs.push({ ...checkJob(site, new URL(url), now), dueAt });
        if (jobs.length >= jobsAtOnce) await world.jobs.put(jobs.splice(0), now);
      }
    }
    await world.jobs.put(jobs, now);
    return imported;
  };
}
