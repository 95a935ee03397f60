import type { PageKey } from "./brand.ts";
import type { ReactionCounts } from "./comment.ts";
import { type Indebted, type Telling, type Told, telling } from "./debt.ts";
import type { Levels } from "./level.ts";

/** What is known of the blog's page that a thread belongs to. */
export interface Page {
  /** The canonical address, absolute, as the blog writes it. */
  url: string;
  title: string;
  /** Plain text, short; empty when the page offers none. */
  teaser: string;
  lang: string | null;
  publishedAt: Date | null;
  updatedAt: Date | null;
  /** Hash of what the Note shows; a different one owes an Update. */
  hash: string;
  /** Hash of the whole text that the feed gives; left out where there is none. */
  text?: string;
  /** Set once the feed told of it: its words then outrank those that the page has for search engines. */
  fromFeed?: true;
}

/**
 * How a post relates to its followers: `old` is resolvable but was never delivered, `waiting` is new but over the
 * hourly limit and waits for the owner, `announced` was or is being delivered, `withdrawn` was taken back on purpose. `merged`
 * gave its comments to another thread; its Note stays, and what answers it belongs there.
 */
export type Announcement = "old" | "waiting" | "announced" | "withdrawn" | "merged";

/** The conversation below one page of a blog. Its page is the post that the fediverse sees as a Note. */
export interface Thread extends Indebted {
  /** Made from site and page key, so that a page has one thread however many ask for it at once. */
  _id: string;
  site: string;
  key: PageKey;
  page: Page;
  /** The opaque id of the post's Note (`/ap/posts/ID`); a new one when a withdrawn post comes back. */
  noteId: string;
  retiredNoteIds: string[];
  announcement: Announcement;
  /** What the owner decided for this thread, whatever its blog says. */
  levels?: Levels;
  /** The thread that has its comments now; null, or left out, where it has them itself. */
  mergedInto?: string | null;
  /** When somebody last looked whether its page is still there. */
  lookedAt?: Date | null;
  /** Since when its page is known to be gone (404 or 410); null, or left out, where it is not. */
  goneSince?: Date | null;
  /** Keys that lead here because somebody said so: what a feed or a page says under them is not taken over. */
  formerKeys?: PageKey[];
  announcedAt: Date | null;
  told: Told | null;
  toldInboxes: string[];
  /** Raised by anything that changes what a reader sees: the cache key and the ETag of the page. */
  revision: number;
  counts: { published: number; held: number };
  reactions: ReactionCounts;
  createdAt: Date;
}

/**
 * What others must be told of a post that owes it; null when nothing. One that was never announced is taken back, too:
 * whoever answered it has a copy.
 */
export function announcementDue(thread: Pick<Thread, "announcement" | "told" | "version">): Telling | null {
  if (thread.announcement === "withdrawn") return "delete";
  if (thread.announcement !== "announced") return null;
  return telling(thread.told, thread.version);
}
