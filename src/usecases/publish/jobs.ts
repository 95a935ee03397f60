import { retryAt } from "../../domain/backoff.ts";
import { done, type Job, type JobOutcome } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import { createLookJob } from "../threads/look-at-pages.ts";
import { type CheckNeeds, createCheckPage } from "./check-page.ts";
import { createTakeFeed, pollJob } from "./take-feed.ts";

type Needs = CheckNeeds & Pick<World, "feeds" | "jobs" | "log" | "texts">;

/** A page that was viewed is worth so many tries; the next view after an hour asks anew. */
const maxChecks = 4;

/**
 * What is to be done for posts in the background, by kind of job. A page that is missing or no page is done with; a blog
 * that does not answer is asked a few times more. A poll that came too early, as two nodes may put it, is put off.
 */
export function createPublishJobs(world: Needs) {
  const checkPage = createCheckPage(world);
  const takeFeed = createTakeFeed(world);

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
