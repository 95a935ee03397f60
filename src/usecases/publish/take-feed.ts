import { pageKey, siteOf } from "../../domain/address.ts";
import type { Debt } from "../../domain/debt.ts";
import type { NewJob } from "../../domain/job.ts";
import type { FeedEntry, World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import type { Announcement, Thread } from "../../domain/thread.ts";
import {
  addThread,
  type Change,
  changeThread,
  feedKey,
  findByKeys,
  type Needs as KeepNeeds,
  type NewPage,
  pageChange,
  textHash,
  threadId,
} from "./keep-page.ts";

type Needs = KeepNeeds & Pick<World, "feeds" | "sites" | "jobs" | "texts">;

/** Announcements per site and hour; what is beyond waits for the owner: a rebuilt site must not flood anyone. */
const perHour = 3;
const hourMs = 3_600_000;

/** An entry beside the thread that its id or its address leads to. */
interface Known {
  entry: FeedEntry;
  thread: Thread | null;
  /** The feed never told of it before, and its followers may want to hear of it. */
  isNews: boolean;
}

/** The next poll of a site, as a job that exists once for each time it is due. */
export function pollJob({ _id, polling }: Pick<Site, "_id" | "polling">): NewJob {
  const dueAt = polling.nextPollAt;
  return { id: `poll:${_id}:${dueAt.getTime()}`, kind: "poll", lane: `poll:${_id}`, payload: { site: _id }, dueAt };
}

/**
 * Polls a site's feed and applies it: new posts are announced, three an hour at most, changed ones updated, and
 * the first feed that is read is old altogether, as is what was published before the installation. A post that leaves
 * the feed stays. May be repeated after a crash: what was done is found done. Puts the next poll.
 */
export function createTakeFeed(world: Needs) {
  return async function takeFeed(site: Site): Promise<void> {
    const now = world.clock.now();
    const { entries, title, lang, polling } = await world.feeds.poll(site, now);
    if (entries) await apply(world, site, entries, now);
    const shown: Partial<Site> = {
      ...(title && isUnnamed(site) ? { name: title } : {}),
      ...(lang && lang !== site.lang ? { lang } : {}),
    };
    await world.sites.set(site._id, { polling, ...shown });
    if (Object.keys(shown).length > 0) await world.sites.raiseEpoch(site._id);
    await world.jobs.put([pollJob({ _id: site._id, polling })], now);
  };
}

/** A blog goes by its host until its feed, or the owner, says how it is called. */
function isUnnamed(site: Site): boolean {
  return site.name === new URL(site.home).host;
}

async function apply(world: Needs, site: Site, entries: readonly FeedEntry[], now: Date): Promise<void> {
  const sites = await world.sites.all();
  const known: Known[] = [];
  for (const entry of entries) {
    if (siteOf(sites, entry.url)?._id === site._id) known.push(await look(world, site, entry));
  }
  const news = known.filter((one) => one.isNews);
  const before =
    news.length > 0 ? await world.threads.countAnnounced(site._id, "announced", new Date(now.getTime() - hourMs)) : 0;
  // Feeds name the newest first: those are announced, and stored last so that lists keep the blog's order.
  const chosen = new Set(news.slice(0, Math.max(0, perHour - before)));
  for (const one of known.reverse()) {
    await keep(world, site, one, chosen.has(one) ? "announced" : one.isNews ? "waiting" : "old");
  }
}

async function look(world: Needs, site: Site, entry: FeedEntry): Promise<Known> {
  const byId = await findByKeys(world, site, [feedKey(entry.id)]);
  const thread = byId ?? (await findByKeys(world, site, [pageKey(entry.url)]));
  return { entry, thread, isNews: byId === null && isNews(site, entry, thread) };
}

/** A page that somebody viewed before the feed named it is news still, unless it was there before the first feed. */
function isNews(site: Site, entry: FeedEntry, thread: Thread | null): boolean {
  const { firstPolledAt } = site.polling;
  if (firstPolledAt === null) return false;
  const publishedAt = entry.publishedAt ?? thread?.page.publishedAt ?? null;
  if (publishedAt !== null && publishedAt < site.installedAt) return false;
  if (thread === null) return true;
  // Whatever the feed told of before is no news under another id: a rebuilt blog may change them all.
  return thread.announcement === "old" && !thread.page.fromFeed && thread.createdAt > firstPolledAt;
}

async function keep(world: Needs, site: Site, { entry, thread }: Known, fate: Announcement): Promise<void> {
  const { id, url, title, teaser, lang, publishedAt, updatedAt } = entry;
  const text = entry.text ? { text: textHash(entry.text) } : {};
  const page: NewPage = { url, title, teaser, lang, publishedAt, updatedAt, fromFeed: true, ...text };
  // The text comes first: what is told of the post is made as soon as the thread says so.
  if (page.text !== thread?.page.text && !thread?.formerKeys?.includes(pageKey(url))) {
    await world.texts.put(thread?._id ?? (await threadId(world, site, pageKey(url))), entry.text ?? null);
  }
  const kept = thread
    ? await changeThread(world, thread, (current, now) => update(current, page, fate, site, now))
    : await addThread(world, site, page, fate);
  // The id comes last: until it leads somewhere, the entry counts as one that the feed never told of.
  await world.threads.alias(site._id, pageKey(url), kept._id);
  await world.threads.alias(site._id, feedKey(id), kept._id);
}

/** In one write, so that a crash in between cannot leave news behind that the feed counts as told. */
function update(thread: Thread, page: NewPage, fate: Announcement, { posts }: Site, now: Date): Change | null {
  const change = pageChange(thread, page, posts);
  if (thread.announcement !== "old" || fate === "old") return change;
  const announced = fate === "announced";
  const owes: Debt[] = announced ? ["fediverse"] : [];
  return {
    set: { ...change?.set, announcement: fate, announcedAt: announced ? now : null },
    owes: [...(change?.owes ?? []), ...owes],
  };
}
