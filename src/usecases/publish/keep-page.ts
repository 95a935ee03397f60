import { homeward, pageKey } from "../../domain/address.ts";
import type { PageKey } from "../../domain/brand.ts";
import { type Debt, owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";
import type { PostText } from "../../domain/post-text.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import type { PostForm, Site } from "../../domain/site.ts";
import { fnv1a } from "../../domain/spread.ts";
import type { Announcement, Page, Thread } from "../../domain/thread.ts";

export type Needs = Pick<World, "threads" | "ids" | "secrets" | "clock" | "debts">;

/** What is known of a page before it is stored. */
export type NewPage = Omit<Page, "hash">;

/** What a use-case wants changed of a thread, and what is owed for it. */
export interface Change {
  set: Partial<Thread>;
  owes: Debt[];
}

const attempts = 5;

/** A text that differs whenever what a Note shows of a page differs; it depends on nothing else. */
export function pageHash({ url, title, teaser, lang }: Pick<Page, "url" | "title" | "teaser" | "lang">): string {
  return hashOf([url, title, teaser, lang]);
}

/** A text that differs whenever the whole text of a post does. */
export function textHash({ html, image, tags }: PostText): string {
  return hashOf([html, image, tags]);
}

function hashOf(value: unknown): string {
  const text = JSON.stringify(value);
  return [fnv1a(text), fnv1a(text, 0x2f0b4c1d)].map((half) => half.toString(16).padStart(8, "0")).join("");
}

/** The key by which a feed's own id, or its page's, leads to a thread, so that a post keeps it when its address changes. */
export function feedKey(entryId: string): PageKey {
  return `id:${entryId}` as PageKey;
}

/**
 * The key by which a post that the blog itself publishes on the fediverse leads to the thread of its page, the same on all of
 * the blog's hosts. It never stands in for the address of a page.
 */
export function fediverseKey(site: Site, address: string): PageKey {
  return `fediverse:${pageKey(homeward(site, new URL(address)))}` as PageKey;
}

/** Finds the thread that the first of several keys leads to. */
export async function findByKeys(
  world: Pick<World, "threads">,
  site: Site,
  keys: readonly PageKey[],
): Promise<Thread | null> {
  for (const key of keys) {
    const thread = await world.threads.byKey(site._id, key);
    if (thread) return thread;
  }
  return null;
}

/** Nobody gives one address away so often. */
const maxIds = 20;

/**
 * The id of a page's new thread: the same whoever asks. A crash may leave the key behind without the thread; whoever comes
 * next under the same id takes it up. Where a thread of this id has moved to another address, the next id is taken.
 */
export async function threadId(world: Pick<World, "secrets" | "threads">, site: Site, key: PageKey): Promise<string> {
  for (let n = 1; ; n++) {
    const id = world.secrets.sign("thread", `${site._id} ${key}${n === 1 ? "" : ` ${n}`}`).slice(0, 26);
    const there = await world.threads.get(id);
    if (!there || there.key === key || n === maxIds) return id;
  }
}

/**
 * Stores the thread of a page once: whoever comes second gets the first one's. An announced one owes the fediverse. `more`
 * is what is known of it from before.
 */
export async function addThread(
  world: Needs,
  site: Site,
  page: NewPage,
  announcement: Announcement,
  more: Partial<
    Pick<
      Thread,
      "createdAt" | "levels" | "closeAfterDays" | "guestsStay" | "formerKeys" | "pinned" | "reactions" | "pushed"
    >
  > = {},
): Promise<Thread> {
  const now = world.clock.now();
  const key = pageKey(page.url);
  const announced = announcement === "announced";
  const thread: Thread = {
    _id: await threadId(world, site, key),
    site: site._id,
    key,
    page: { ...page, hash: pageHash(page) },
    noteId: world.ids.opaque(),
    retiredNoteIds: [],
    announcement,
    announcedAt: announced ? now : null,
    told: null,
    toldInboxes: [],
    revision: 1,
    counts: { published: 0, held: 0 },
    reactions: { likes: 0, boosts: 0 },
    createdAt: now,
    ...owing({ owed: [], owedSince: null }, announced ? ["fediverse"] : [], now),
    version: 1,
    ...more,
  };
  if ((await world.threads.add(thread)) === "added") {
    if (announced) world.debts.notice("thread", thread._id);
    return thread;
  }
  const first = await world.threads.byKey(site._id, key);
  if (!first) throw new Problem("busy", sentence("page.beingMade"), { retryAfter: 5 });
  return first;
}

/**
 * Changes a thread as `decide` says of its newest state; null leaves it as it is. Debts that come with a change are
 * noticed. Throws `conflict` when others keep changing it.
 */
export async function changeThread(
  world: Needs,
  thread: Thread,
  decide: (thread: Thread, now: Date) => Change | null,
): Promise<Thread> {
  let current: Thread | null = thread;
  for (let attempt = 0; attempt < attempts && current; attempt++) {
    const now = world.clock.now();
    const change = decide(current, now);
    if (!change) return current;
    const set = { ...change.set, ...owing(current, change.owes, now) };
    if ((await world.threads.change(current, set)) === "ok") {
      if (set.owed.length > 0) world.debts.notice("thread", thread._id);
      return { ...current, ...set, version: current.version + 1 };
    }
    current = await world.threads.get(thread._id);
  }
  throw new Problem("conflict", sentence("page.changing"));
}

/**
 * Brings what a thread says of its page up to date, as `pageChange` says; returns the thread as it is afterwards. Throws
 * `conflict` when others keep changing it.
 */
export function refreshPage(world: Needs, thread: Thread, page: NewPage): Promise<Thread> {
  return changeThread(world, thread, (current) => pageChange(current, page));
}

/**
 * What a newer reading of its page changes in a thread; null when nothing. Readers see it at once; followers are told
 * where they were told of the post, of another text only where it is sent in whole. A text that was not known before is
 * no edit. What a feed said is changed by a feed alone, lest page and feed take turns.
 */
export function pageChange(thread: Thread, page: NewPage, form: PostForm = "note"): Change | null {
  const before = thread.page;
  // Where the owner said that another page is the same, or lies elsewhere now, that is not for the old one to change.
  if (thread.formerKeys?.includes(pageKey(page.url))) return null;
  if (before.fromFeed && !page.fromFeed) return null;
  const hash = pageHash(page);
  const looksNew = hash !== before.hash;
  const readsNew = page.text !== before.text;
  if (!looksNew && !readsNew && page.fromFeed === before.fromFeed) return null;
  const isEdit = looksNew || (readsNew && before.text !== undefined && form === "article");
  const set = { page: { ...page, publishedAt: page.publishedAt ?? before.publishedAt, hash } };
  const owes: Debt[] = looksNew ? ["thread"] : [];
  if (isEdit && thread.announcement === "announced") owes.push("fediverse");
  return { set, owes };
}
