import type { PageKey } from "../brand.ts";
import type { ReactionCounts } from "../comment.ts";
import type { PostText } from "../post-text.ts";
import type { Site } from "../site.ts";
import type { Announcement, Thread } from "../thread.ts";
import type { Slice, Tellable, Written } from "./shared.ts";

export interface Threads extends Tellable<Thread> {
  /** Stores a new thread and its key once; `already` when the page has one. */
  add(thread: Thread): Promise<"added" | "already">;
  get(id: string): Promise<Thread | null>;
  /** Those of the given ids that there are, in no order. */
  among(ids: readonly string[]): Promise<Thread[]>;
  /** Finds the thread of a page by its key or by an alias. */
  byKey(site: string, key: PageKey): Promise<Thread | null>;
  /** Some of those whose ids begin so. */
  beginning(start: string, limit: number): Promise<Thread[]>;
  /** Finds by the id of the Note, retired ones included. */
  byNote(noteId: string): Promise<Thread | null>;
  /** Lets another key lead to a thread; the first owner of a key keeps it. */
  alias(site: string, key: PageKey, thread: string): Promise<void>;
  /** The keys that lead to a thread, in their order: its own, aliases, and those of feeds (`id:…`). */
  keysOf(thread: Pick<Thread, "_id" | "site">, limit: number): Promise<PageKey[]>;
  /** Lets a key lead nowhere, if it leads to this thread. Whether it did. */
  unalias(site: string, key: PageKey, thread: string): Promise<boolean>;
  /** Somebody looked at its page: it is there, or not, or (null) that could not be told. */
  looked(id: string, at: Date, isGone: boolean | null): Promise<void>;
  /** Some of those whose page is gone, of these blogs or of all, but for merged ones; those that were found last come first. */
  gone(limit: number, sites?: readonly string[] | null): Promise<Thread[]>;
  /** Those that gave their comments to this one. */
  mergedInto(thread: string): Promise<Thread[]>;
  /** All of a site but merged ones, the newest first. */
  ofSite(site: string, page: { after?: string | null; limit: number }): Promise<Slice<Thread>>;
  change(thread: Pick<Thread, "_id" | "version">, set: Partial<Thread>): Promise<Written>;
  /** Raises the revision and stores the counts, where they are given; needs no version, as it may be repeated. */
  raise(id: string, counts: Thread["counts"] | null): Promise<void>;
  /** Threads of a site with this announcement, the newest first. */
  announced(
    site: string,
    announcement: Announcement,
    page: { after?: string | null; limit: number },
  ): Promise<Slice<Thread>>;
  countAnnounced(site: string, announcement: Announcement, since: Date): Promise<number>;
  setReactions(id: string, counts: ReactionCounts): Promise<void>;
}

/** The whole texts of posts, by the id of their thread. */
export interface PostTexts {
  /** Stores the text of a post; null takes it away. */
  put(thread: string, text: PostText | null): Promise<void>;
  get(thread: string): Promise<PostText | null>;
}

export interface Sites {
  /** Those that are served. */
  all(): Promise<Site[]>;
  /** Those that were put away, and can be put back. */
  putAway(): Promise<Site[]>;
  /** One that is served. */
  get(id: string): Promise<Site | null>;
  /** Stores a new site; throws `conflict` when its id is taken. */
  add(site: Site): Promise<void>;
  /** Changes one, also while it is put away. */
  set(id: string, change: Partial<Site>): Promise<void>;
  /** Makes every cached page of a site stale; of all sites when none is named. */
  raiseEpoch(id?: string): Promise<void>;
}
