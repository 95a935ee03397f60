import { homeward, pageKey } from "../../domain/address.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import type { Site } from "../../domain/site.ts";
import type { OpenThread } from "../visit/opened.ts";
import { type CheckNeeds, checkJob, createCheckPage } from "./check-page.ts";
import { createFindThread, readAddress } from "./find-thread.ts";

/** Checks of unknown pages per site and minute: those that views ask for, and those that comments do. */
const viewsPerMinute = 10;
const commentsPerMinute = 30;

/**
 * Finds the thread of an address. A view of an unknown page stores no thread: it queues a check, once per page and hour
 * and ten a minute per site. With `wait` the page is checked at once. Throws `invalid` for what is no web address, and
 * with `wait` also `rate-limited` and whatever is wrong with the page, as `createCheckPage` says.
 */
export function createOpenThread(world: CheckNeeds & Pick<World, "jobs" | "limits">): OpenThread {
  const checkPage = createCheckPage(world);
  const findThread = createFindThread(world);

  async function queueCheck(site: Site, url: URL): Promise<void> {
    const now = world.clock.now();
    const page = `${site._id}:${pageKey(url)}`;
    // A page costs the site one turn a minute, however many look for it; one that got none asks again a minute later.
    if (!(await world.limits.take(`page-view:${page}`, 1, 60, now)).ok) return;
    if (!(await world.limits.take(`page-views:${site._id}`, viewsPerMinute, 60, now)).ok) return;
    if (!(await world.limits.take(`page-view:${page}`, 1, 3600, now)).ok) return;
    await world.jobs.put([checkJob(site, url, now)], now);
  }

  async function demandTurn(site: Site): Promise<void> {
    const turn = await world.limits.take(`page-asks:${site._id}`, commentsPerMinute, 60, world.clock.now());
    if (turn.ok) return;
    const { retryAfter } = turn;
    throw new Problem("rate-limited", sentence("page.tooMany", { count: retryAfter }), { retryAfter });
  }

  return async function openThread(address, { wait, sites }) {
    const url = readAddress(address);
    const found = await findThread(url, sites);
    if (found.kind !== "pending") return found;
    const { site } = found;
    const page = homeward(site, url);
    if (!wait) {
      await queueCheck(site, page);
      return { kind: "pending", site };
    }
    await demandTurn(site);
    return { kind: "thread", thread: await checkPage(site, page.href), site };
  };
}
