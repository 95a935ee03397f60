import type { NewJob } from "../../domain/job.ts";
import type { FeedPoll, World } from "../../domain/ports.ts";
import { listsPosts, type Site } from "../../domain/site.ts";
import { createFollowHub, createNextPoll } from "../push/follow-hub.ts";
import type { Needs as KeepNeeds } from "./keep-page.ts";
import { createPollSitemap } from "./poll-sitemap.ts";
import { createTakeEntries } from "./take-entries.ts";
import { createWithdrawVanished } from "./withdraw-vanished.ts";

type Needs = KeepNeeds &
  Pick<World, "feeds" | "sitemaps" | "pages" | "settings" | "sites" | "jobs" | "texts" | "audit" | "subscriptions">;

/** The next poll of a site, as a job that exists once for each time it is due. */
export function pollJob({ _id, polling }: Pick<Site, "_id" | "polling">): NewJob {
  const dueAt = polling.nextPollAt;
  return { id: `poll:${_id}:${dueAt.getTime()}`, kind: "poll", lane: `poll:${_id}`, payload: { site: _id }, dueAt };
}

/**
 * Polls a site's feed and applies it: new posts are announced, three an hour at most, or wait where the owner wants that;
 * changed ones are updated, and the first feed that is read is old altogether, as is what was published before the
 * installation. A post that leaves the feed stays. May be repeated after a crash: what was done is found done. Puts the next poll.
 */
export function createTakeFeed(world: Needs) {
  const takeEntries = createTakeEntries(world);
  const followHub = createFollowHub(world);
  const nextPoll = createNextPoll(world);
  const pollSitemap = createPollSitemap(world);
  const withdrawVanished = createWithdrawVanished(world);

  /** Where there is no feed, what the sitemap names is told of instead. */
  async function poll(site: Site, now: Date): Promise<FeedPoll> {
    // What is no feed has no hub: one that told of a feed before is left, and the blog looked at as often as before it.
    if (site.postsFrom === "sitemap") return { hub: null, ...(await pollSitemap(site, now)) };
    const found = await world.feeds.poll(site, now);
    if (listsPosts(site)) return { hub: null, ...found };
    return found.none ? { hub: null, ...(await pollSitemap({ ...site, polling: found.polling }, now)) } : found;
  }

  return async function takeFeed(site: Site): Promise<void> {
    const now = world.clock.now();
    const found = await poll(site, now);
    const { entries, title, lang, hub, polling } = found;
    const newsSince = found.since === undefined ? site.polling.firstPolledAt : found.since;
    if (entries) await takeEntries(site, entries, { newsSince, asks: found.asks ?? false });
    const ids = entries?.map(({ id }) => id) ?? [];
    const missing = listsPosts(site) ? await withdrawVanished(site, ids, found.all ?? null) : null;
    if (hub !== undefined) await followHub(site, hub);
    const fault = polling.fault ?? missing;
    const nextPollAt = fault === null ? await nextPoll(site._id, polling.nextPollAt) : polling.nextPollAt;
    // A feed takes its time to read: what the owner decided meanwhile counts.
    const current = (await world.sites.get(site._id)) ?? site;
    const asksAnew = current.polling.nextPollAt.getTime() !== site.polling.nextPollAt.getTime();
    const remembered = asksAnew ? current.polling : { ...polling, fault, nextPollAt };
    const shown: Partial<Site> = {
      ...(title && isUnnamed(current) ? { name: title } : {}),
      ...(lang && lang !== current.lang && !current.decided?.includes("lang") ? { lang } : {}),
    };
    await world.sites.set(site._id, { polling: remembered, ...shown });
    if (Object.keys(shown).length > 0) await world.sites.raiseEpoch(site._id);
    await world.jobs.put([pollJob({ _id: site._id, polling: remembered })], now);
  };
}

/** A blog goes by its host until its feed, or the owner, says how it is called. */
function isUnnamed(site: Site): boolean {
  return site.name === new URL(site.home).host && !site.decided?.includes("name");
}
