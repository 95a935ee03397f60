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

/** What a thread remembers of what its blog told by itself. */
export interface Pushed {
  /** When the newest of what was told was so: what is older than that is not taken any more. */
  at: Date;
  /** Set until the feed tells of it as well: what that adds is no edit. */
  unfed?: true;
  /** Set for a post that is not for everybody, and is therefore not told to the fediverse. */
  aside?: true;
  /** The Note that was withdrawn because the post was gone, and what it was before: the post may come back. */
  took?: { note: string; from: Announcement };
}

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
  /** Days after which it closes, whatever its blog says; 0 for never. Null, or left out, where it goes by its blog. */
  closeAfterDays?: number | null;
  /** Whether comments of visitors stay here, though the blog lets them out to the fediverse; left out where nobody decided so. */
  guestsStay?: boolean;
  /** The thread that has its comments now; null, or left out, where it has them itself. */
  mergedInto?: string | null;
  /** When somebody last looked whether its page is still there. */
  lookedAt?: Date | null;
  /** Since when its page is known to be gone (404 or 410); null, or left out, where it is not. */
  goneSince?: Date | null;
  /** Keys that lead here because somebody said so: what a feed or a page says under them is not taken over. */
  formerKeys?: PageKey[];
  /** The comments that stand first, by id, the last pinned one first; those that are not to be seen do not count. */
  pinned?: string[];
  /** Left out where the blog never told of it by itself. */
  pushed?: Pushed;
  announcedAt: Date | null;
  told: Told | null;
  toldInboxes: string[];
  /** Raised by anything that changes what a reader sees: the cache key and the ETag of the page. */
  revision: number;
  counts: { published: number; held: number };
  reactions: ReactionCounts;
  createdAt: Date;
}

/** Whether a post is for members alone and was never told to the fediverse: there it is not to be found. */
export function isApart({ pushed, announcement }: Pick<Thread, "pushed" | "announcement">): boolean {
  return pushed?.aside === true && announcement === "old";
}

/** So many comments of a thread at most stand first. */
export const mostPinned = 3;

/**
 * What others must be told of a post that owes it; null when nothing. One that was never announced is taken back, too:
 * whoever answered it has a copy.
 */
export function announcementDue(thread: Pick<Thread, "announcement" | "told" | "version">): Telling | null {
  if (thread.announcement === "withdrawn") return "delete";
  if (thread.announcement !== "announced") return null;
  return telling(thread.told, thread.version);
}
