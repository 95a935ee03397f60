import { homeward, pageKey, siteOf } from "../../domain/address.ts";
import type { Debt } from "../../domain/debt.ts";
import type { FeedEntry, World } from "../../domain/ports.ts";
import { listsPosts, type Site } from "../../domain/site.ts";
import type { Announcement, Pushed, Thread } from "../../domain/thread.ts";
import { createBringBack } from "./bring-back.ts";
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

type Needs = KeepNeeds & Pick<World, "sites" | "texts">;

/** Announcements per site and hour; what is beyond waits for the owner: a rebuilt site must not flood anyone. */
const perHour = 3;
const hourMs = 3_600_000;

/** How entries came to us. */
export interface Manner {
  /** What was there before is no news; null where nothing is. */
  newsSince: Date | null;
  /** What is to be remembered of the blog's telling it by itself; the whole text is then left to the feed where it is known. */
  pushed?: Pushed;
  /** Whether the owner is asked about each that is news, as it may be another page than a post. */
  asks?: boolean;
}

/** An entry beside the thread that its id or its address leads to. */
interface Known {
  entry: FeedEntry;
  thread: Thread | null;
  /** The blog never told of it before, and its followers may want to hear of it. */
  isNews: boolean;
}

/**
 * Applies what a blog says of its posts, the newest first: those that are news are announced, three an hour at most, or wait
 * where the owner wants that; changed ones are updated. Pages of other blogs are passed over. May be repeated.
 */
export function createTakeEntries(world: Needs) {
  return async function takeEntries(site: Site, entries: readonly FeedEntry[], manner: Manner): Promise<void> {
    const now = world.clock.now();
    const sites = await world.sites.all();
    const known: Known[] = [];
    for (const entry of entries) {
      if (siteOf(sites, entry.url)?._id !== site._id) continue;
      known.push(await look(world, site, manner, { ...entry, url: homeward(site, new URL(entry.url)).href }));
    }
    const taken = withoutTwins(known);
    const news = taken.filter((one) => one.isNews);
    const before =
      news.length > 0 ? await world.threads.countAnnounced(site._id, "announced", new Date(now.getTime() - hourMs)) : 0;
    const most = manner.asks || site.posting === "ask" ? 0 : Math.max(0, perHour - before);
    // Feeds name the newest first: those are announced, and stored last so that lists keep the blog's order.
    const chosen = new Set(news.slice(0, most));
    for (const one of taken.reverse()) {
      await keep(world, site, manner, one, chosen.has(one) ? "announced" : one.isNews ? "waiting" : "old");
    }
  };
}

async function look(world: Needs, site: Site, manner: Manner, entry: FeedEntry): Promise<Known> {
  const byId = await findByKeys(world, site, [feedKey(entry.id)]);
  const { ids = [], urls = [] } = entry.also ?? {};
  const keys = [...[entry.url, ...urls].map((url) => pageKey(url)), ...ids.map(feedKey)];
  const found = byId ?? (await findByKeys(world, site, keys));
  const thread = found && (await backAgain(world, site, manner, { entry, thread: found }));
  const wasTold = byId !== null && tellsNothingNew(byId, entry, manner);
  const isNew = !wasTold && isAside(thread, entry, manner) !== true && isNews(site, manner, entry, thread);
  return { entry, thread, isNews: isNew };
}

/**
 * Posts that name each other as the same page share a thread: of those that are named together, the one at whose address it
 * is says how it is called, or they would take turns.
 */
function withoutTwins(known: readonly Known[]): Known[] {
  const isAtHome = ({ entry, thread }: Known) => thread !== null && pageKey(thread.page.url) === pageKey(entry.url);
  const settled = new Set(known.filter(isAtHome).map(({ thread }) => thread?._id));
  return known.filter((one) => !settled.has(one.thread?._id) || isAtHome(one));
}

/** A list of what there is now tells as well that a post is there again; a feed may be an old one. */
async function backAgain(
  world: Needs,
  site: Site,
  manner: Manner,
  { entry, thread }: { entry: FeedEntry; thread: Thread },
): Promise<Thread> {
  const { pushed } = thread;
  const isOlder = pushed !== undefined && (entry.updatedAt === null || entry.updatedAt < pushed.at);
  if (manner.pushed || !listsPosts(site) || isOlder) return thread;
  return createBringBack(world)(site, thread, isAside(thread, entry, manner) === true);
}

/** Whether not everybody may read it; undefined where that is not said, or something newer was told of it. */
function isAside(thread: Thread | null, { quiet, updatedAt }: FeedEntry, { pushed }: Manner): boolean | undefined {
  if (pushed) return pushed.aside === true;
  const isOlder = thread?.pushed !== undefined && updatedAt !== null && updatedAt < thread.pushed.at;
  return isOlder ? undefined : quiet;
}

/**
 * Whether the blog told of a thread before that an id leads to. A page that somebody viewed may have told its id as well; so may
 * an import, of whose posts those without a date cannot be told from news.
 */
function tellsNothingNew(byId: Thread, entry: FeedEntry, manner: Manner): boolean {
  if (byId.page.fromFeed || byId.pushed) return !comesOut(byId, entry, manner);
  return !manner.pushed && entry.publishedAt === null && byId.page.publishedAt === null;
}

/** Where a feed only says when a post was changed last, the first such date that was seen is the post's own. */
function publishedOf({ publishedAt, updatedAt }: FeedEntry, thread: Thread | null): Date | null {
  return publishedAt ?? thread?.page.publishedAt ?? updatedAt;
}

/** A page that somebody viewed before the feed named it is news still, unless it was there before the first feed. */
function isNews(site: Site, manner: Manner, entry: FeedEntry, thread: Thread | null): boolean {
  const { newsSince } = manner;
  if (newsSince === null) return false;
  const publishedAt = publishedOf(entry, thread);
  if (publishedAt !== null && publishedAt < site.installedAt) return false;
  if (thread === null) return true;
  if (thread.announcement !== "old") return false;
  // Whatever the feed told of before is no news under another id: a rebuilt blog may change them all.
  return comesOut(thread, entry, manner) || (!thread.page.fromFeed && thread.createdAt > newsSince);
}

/** Whether a post that was for some alone is for everybody now. */
function comesOut(thread: Thread, entry: FeedEntry, manner: Manner): boolean {
  return thread.pushed?.aside === true && isAside(thread, entry, manner) === false;
}

async function keep(
  world: Needs,
  site: Site,
  manner: Manner,
  { entry, thread }: Known,
  fate: Announcement,
): Promise<void> {
  const { pushed } = manner;
  const { id, url, title, teaser, lang, updatedAt } = entry;
  const publishedAt = publishedOf(entry, thread);
  const known = thread?.page.text;
  // A blog that tells of a post by itself says less of its text than its feed, which then has the last word; of a
  // post for some alone nothing is kept.
  const given = entry.text && textHash(entry.text);
  const hash = pushed?.aside ? undefined : pushed ? (known ?? given) : given;
  const text = hash === undefined ? {} : { text: hash };
  const isFirst = known === undefined && entry.text !== undefined;
  const isNewText = pushed ? pushed.aside === true || isFirst : hash !== known;
  const page: NewPage = { url, title, teaser, lang, publishedAt, updatedAt, fromFeed: true, ...text };
  // The text comes first: what is told of the post is made as soon as the thread says so.
  if (isNewText && !thread?.formerKeys?.includes(pageKey(url))) {
    await world.texts.put(thread?._id ?? (await threadId(world, site, pageKey(url))), entry.text ?? null);
  }
  const remembered = rememberedOf(null, entry, manner);
  const kept = thread
    ? await changeThread(world, thread, (current, now) =>
        marked(current, update(current, page, fate, site, now), rememberedOf(current, entry, manner), manner),
      )
    : await addThread(world, site, page, fate, remembered ? { pushed: remembered } : {});
  for (const other of entry.also?.urls ?? []) await world.threads.alias(site._id, pageKey(other), kept._id);
  for (const other of entry.also?.ids ?? []) await world.threads.alias(site._id, feedKey(other), kept._id);
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

/** What is remembered of who may read it, and of what the blog told by itself, once this entry is taken; undefined for nothing. */
function rememberedOf(thread: Thread | null, entry: FeedEntry, manner: Manner): Pushed | undefined {
  if (manner.pushed) return manner.pushed;
  const before = thread?.pushed;
  const aside = isAside(thread, entry, manner) ?? before?.aside === true;
  if (!before && !aside) return undefined;
  const { unfed: _, aside: __, ...known } = before ?? { at: entry.updatedAt ?? entry.publishedAt ?? new Date(0) };
  return { ...known, ...(aside ? { aside } : {}) };
}

/** That is written together with the rest; whether there is a way to the fediverse stands on the page of the thread. */
function marked(thread: Thread, change: Change | null, pushed: Pushed | undefined, manner: Manner): Change | null {
  const before = thread.pushed;
  if (!pushed || (!manner.pushed && before?.unfed === pushed.unfed && before?.aside === pushed.aside)) return change;
  const debts: Debt[] = pushed.aside === before?.aside ? [] : ["thread"];
  // Who had its text before it was for some alone is told that it has none.
  const isGivenUp = manner.pushed?.aside === true && before?.aside !== true && thread.announcement === "announced";
  if (isGivenUp) debts.push("fediverse");
  const { page = thread.page, announcement } = change?.set ?? {};
  const isEdit = announcement !== undefined || page.title !== thread.page.title || page.url !== thread.page.url;
  // Language and teaser differ where blogs tell in two ways; followers who were told a minute ago need not hear of that.
  const isEcho = !manner.pushed && before?.unfed === true && !isEdit;
  const owes = (change?.owes ?? []).filter((debt) => debt !== "fediverse" || !isEcho);
  return { set: { ...change?.set, pushed }, owes: [...new Set([...owes, ...debts])] };
}
