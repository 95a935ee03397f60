import { retryAt } from "../../domain/backoff.ts";
import { done, type Job, type JobOutcome, type NewJob } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { createLookJob } from "../threads/look-at-pages.ts";
import { type CheckNeeds, createCheckPage } from "./check-page.ts";
import { createImportPages } from "./import-pages.ts";
import { createTakeFeed, pollJob } from "./take-feed.ts";

type Needs = CheckNeeds &
  Pick<World, "feeds" | "sitemaps" | "settings" | "audit" | "jobs" | "log" | "texts" | "subscriptions">;

/** A page that was viewed is worth so many tries; the next view after an hour asks anew. */
const maxChecks = 4;

/** The job of bringing the pages of a blog's sitemap along, once a minute at most. */
export function importPagesJob({ _id }: Pick<Site, "_id">, now: Date): NewJob {
  return {
    id: `import-pages:${_id}:${now.toISOString().slice(0, 16)}`,
    kind: "import-pages",
    lane: `import-pages:${_id}`,
    payload: { site: _id },
  };
}

/**
 * What is to be done for posts in the background, by kind of job. A page that is missing or no page is done with; a blog
 * that does not answer is asked a few times more. A poll that came too early, as two nodes may put it, is put off.
 */
export function createPublishJobs(world: Needs) {
  const checkPage = createCheckPage(world);
  const takeFeed = createTakeFeed(world);
  const importPages = createImportPages(world);

  return {
    async "check-page"(job: Job): Promise<JobOutcome> {
      const { url } = job.payload;
      const site = await siteOfJob(world, job);
      if (!site || typeof url !== "string") return done;
      try {
        await checkPage(site, url);
        return done;
      } catch (error) {
        if (!isProblem(error) || error.kind === "busy" || error.kind === "conflict") throw error;
        const after =
          error.kind === "upstream" && job.attempts < maxChecks
            ? retryAt(job.attempts, job._id, world.clock.now())
            : null;
        if (after)
          return { kind: "retry", after: later(after, world.clock.now(), error.retryAfter), reason: error.message };
        world.log.info({ url, kind: error.kind, reason: error.message }, "A page that was viewed has no thread.");
        return done;
      }
    },
    look: createLookJob(world),
    async "import-pages"(job: Job): Promise<JobOutcome> {
      const site = await siteOfJob(world, job);
      if (!site) return done;
      try {
        const { made, fault } = await importPages(site);
        world.log.info({ site: site.home, made, fault }, "The pages of a sitemap were brought along.");
      } catch (error) {
        if (!isProblem(error)) throw error;
        // The owner asked for it by a button, and looks at the page where this is told.
        const polling = { ...((await world.sites.get(site._id)) ?? site).polling, fault: error.message };
        await world.sites.set(site._id, { polling });
      }
      return done;
    },
    async poll(job: Job): Promise<JobOutcome> {
      const site = await siteOfJob(world, job);
      if (!site) return done;
      const now = world.clock.now();
      if (site.polling.nextPollAt > now) await world.jobs.put([pollJob(site)], now);
      else await takeFeed(site);
      return done;
    },
  };
}

async function siteOfJob(world: Needs, { payload }: Job) {
  return typeof payload["site"] === "string" ? world.sites.get(payload["site"]) : null;
}

function later(after: Date, now: Date, retryAfter = 0): Date {
  return new Date(Math.max(after.getTime(), now.getTime() + retryAfter * 1000));
}
