import { homeward, pageKey, siteOf } from "../../domain/address.ts";
import { theBlog } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import type { ArrivalOutcome, Push, PushedPost, PushTools } from "../../domain/push.ts";
import type { Site } from "../../domain/site.ts";
import type { Pushed, Thread } from "../../domain/thread.ts";
import { createBringBack } from "../publish/bring-back.ts";
import { type CheckNeeds, createCheckPage } from "../publish/check-page.ts";
import { changeThread, feedKey, findByKeys } from "../publish/keep-page.ts";
import { createTakeEntries } from "../publish/take-entries.ts";
import { createTakeFeed } from "../publish/take-feed.ts";
import { createWithdrawThread } from "../publish/withdraw-thread.ts";
import { createPollSoon } from "./poll-soon.ts";
import { createStillThere } from "./still-there.ts";

export type TakeNeeds = CheckNeeds &
  Pick<World, "feeds" | "sitemaps" | "settings" | "jobs" | "texts" | "limits" | "audit" | "subscriptions">;

/** What became of what was told. */
export interface Taken {
  outcome: Extract<ArrivalOutcome, "done" | "nothing" | "failed">;
  said: string;
}

/** What was told, and how it is to be taken. */
export interface Telling {
  push: Exclude<Push, { kind: "unlike" }>;
  /** When it was so. */
  at: Date;
}

const older: Taken = { outcome: "nothing", said: "Something newer was told of this post before." };

/**
 * Does what a blog told of a post, on the way that its feed takes as well: new posts are announced within the hourly limit,
 * removed ones are withdrawn, and come back if the blog says so. In any order and repeated it ends the same: what is older
 * than what was taken is passed over. Throws what the page reader throws, and `conflict`.
 */
export function createTakePush(
  world: TakeNeeds,
  { readPushed, readToldFeed }: Pick<PushTools, "readPushed" | "readToldFeed">,
) {
  const checkPage = createCheckPage(world);
  const bringBack = createBringBack(world);
  const takeEntries = createTakeEntries(world);
  const takeFeed = createTakeFeed(world);
  const withdrawThread = createWithdrawThread(world);
  const pollSoon = createPollSoon(world);
  const stillThere = createStillThere(world);

  /** The thread of a post that was told of before, by its id, its address, or one that it had and no other has now. */
  async function find(site: Site, post: PushedPost, page: URL): Promise<Thread | null> {
    const ids = post.id === null ? [] : [feedKey(post.id)];
    const known = await findByKeys(world, site, [...ids, pageKey(page)]);
    if (known) return known;
    for (const alias of post.aliases) {
      const thread = await findByKeys(world, site, [pageKey(alias)]);
      if (!thread || pageKey(thread.page.url) !== pageKey(alias)) continue;
      if (!(await stillThere(site, new URL(thread.page.url), page))) return thread;
    }
    return null;
  }

  /** Whether a thread is that of another page, which is still there: two that call themselves the same do not take turns. */
  async function isOfAnother(site: Site, post: PushedPost, page: URL, thread: Thread): Promise<boolean> {
    if (pageKey(thread.page.url) === pageKey(page)) return false;
    // A post that has its id and an address that led nowhere has moved.
    const byId = post.id === null ? null : await findByKeys(world, site, [feedKey(post.id)]);
    if (byId?._id === thread._id && (await findByKeys(world, site, [pageKey(page)])) === null) return false;
    return stillThere(site, new URL(thread.page.url), page);
  }

  /** A post that nobody knows yet is one whose page is there; the text of an Article has to be known beforehand. */
  async function open(site: Site, post: PushedPost, page: URL): Promise<Thread> {
    if (site.posts === "article" && post.html === null && post.isPublic && post.isPost) await takeFeed(site);
    return (await find(site, post, page)) ?? checkPage(site, page.href);
  }

  async function there(site: Site, post: PushedPost, { at }: Telling): Promise<Taken> {
    const stranger: Taken = { outcome: "failed", said: `${post.url} is no page of ${site.home}.` };
    if (siteOf(await world.sites.all(), post.url)?._id !== site._id) return stranger;
    const entry = await readPushed(site, post);
    if (!entry) return stranger;
    const page = homeward(site, new URL(post.url));
    const before = await find(site, post, page);
    if (isNewer(before, at)) return older;
    const isFed = before?.page.fromFeed === true && !before.pushed?.unfed;
    const pushed: Pushed = {
      at,
      ...(isFed ? {} : { unfed: true }),
      ...(post.isPublic || site.sendsMembers ? {} : { aside: true }),
    };
    const opened = before ?? (await open(site, post, page));
    if (await isOfAnother(site, post, page, opened)) {
      const said = `The page counts as ${opened.page.url}, which is still there: its comments stand at both.`;
      return { outcome: "nothing", said };
    }
    const thread = await bringBack(site, opened, pushed.aside === true);
    if (thread.announcement === "withdrawn") {
      await changeThread(world, thread, (current) => ({ set: { pushed: { ...current.pushed, at } }, owes: [] }));
      return { outcome: "nothing", said: "The post was withdrawn by hand, and stays so." };
    }
    for (const key of [page.href, ...post.aliases].map((one) => pageKey(one)))
      await world.threads.alias(site._id, key, thread._id);
    // What is not said stays as it is.
    const { title, teaser, lang, publishedAt } = thread.page;
    const filled = {
      ...entry,
      title: entry.title || title,
      teaser: pushed.aside ? "" : isFed ? teaser : entry.teaser || teaser,
      lang: entry.lang ?? lang,
      publishedAt: entry.publishedAt ?? publishedAt,
    };
    if (pushed.aside) delete filled.text;
    const newsSince = post.isPost ? (site.polling.firstPolledAt ?? site.installedAt) : null;
    await takeEntries(site, [filled], { newsSince, pushed });
    await world.debts.settled();
    // The feed says what else has changed, such as the text.
    if (before && !pushed.aside) await pollSoon(site._id);
    const after = (await world.threads.get(thread._id)) ?? thread;
    return { outcome: "done", said: outcomes[becameOf(before, after, pushed)] };
  }

  async function gone(site: Site, told: Extract<Push, { kind: "gone" }>, { at }: Telling): Promise<Taken> {
    const thread = await leaving(site, told);
    if (!thread)
      return { outcome: "nothing", said: "No post of ours is known by it, so there is nothing to withdraw." };
    if (isNewer(thread, at)) return older;
    if (thread.announcement === "withdrawn") {
      await changeThread(world, thread, (current) => ({ set: { pushed: { ...current.pushed, at } }, owes: [] }));
      return { outcome: "nothing", said: "The post was withdrawn before." };
    }
    await withdrawThread(thread, theBlog, ({ noteId, announcement, pushed }) => ({
      pushed: { ...pushed, at, took: { note: noteId, from: announcement } },
    }));
    return { outcome: "done", said: "Withdrawn; its comments stay, closed." };
  }

  /** What goes with a page: not the thread that another page was merged into, nor one whose page lies elsewhere by now. */
  async function leaving(site: Site, { id, url }: Extract<Push, { kind: "gone" }>): Promise<Thread | null> {
    const byId = id === null ? null : await findByKeys(world, site, [feedKey(id)]);
    if (byId && id !== null) return byId.formerKeys?.includes(feedKey(id)) ? null : byId;
    if (url === null || siteOf(await world.sites.all(), url)?._id !== site._id) return null;
    const key = pageKey(homeward(site, new URL(url)));
    const byPage = await findByKeys(world, site, [key]);
    return byPage && pageKey(byPage.page.url) === key ? byPage : null;
  }

  return async function takePush(site: Site, telling: Telling): Promise<Taken> {
    const { push } = telling;
    if (push.kind === "there") return there(site, push.post, telling);
    if (push.kind === "gone") return gone(site, push, telling);
    const entries = push.kind === "feed" ? await readToldFeed(site, push.feed) : null;
    if (entries) {
      await takeEntries(site, entries, { newsSince: site.polling.firstPolledAt });
      await world.debts.settled();
      return { outcome: "done", said: "What is new in the feed is taken over." };
    }
    await pollSoon(site._id);
    return { outcome: "done", said: "The feed is looked at." };
  };
}

/** Whether something newer was taken before. */
function isNewer(thread: Thread | null, at: Date): boolean {
  return thread?.pushed !== undefined && thread.pushed.at > at;
}

const outcomes = {
  announced: "The post is known, and its followers are told.",
  waiting: "The post is known, and waits for the owner to publish it.",
  kept: "The post is known; it goes to no followers, as it is from before or was told before.",
  aside: "The post is known. As it is for members alone, nobody on the fediverse is told.",
  changed: "What changed is taken over.",
};

function becameOf(before: Thread | null, after: Thread, { aside }: Pushed): keyof typeof outcomes {
  if (aside && after.announcement === "old") return "aside";
  const isNew = before?.announcement !== after.announcement;
  if (isNew && (after.announcement === "announced" || after.announcement === "waiting")) return after.announcement;
  return before === null ? "kept" : "changed";
}
