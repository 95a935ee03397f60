import type { Comment } from "./comment.ts";
import type { ModerationMode, Site } from "./site.ts";
import type { Thread } from "./thread.ts";

/**
 * What becomes of new comments in a place, from the most open to the most closed: `publish` at once, hold the `first` of
 * each stranger, `hold` all of them, `refuse` them. The other checks look at what is not refused.
 */
export const levels = ["publish", "first", "hold", "refuse"] as const;
export type Level = (typeof levels)[number];

/** How the owner's pages say each. */
export const levelWords: Record<Level, string> = {
  publish: "published at once",
  first: "a stranger’s first one waits",
  hold: "every one waits",
  refuse: "closed",
};

/** The two ways that comments come in by. */
export const ways = ["web", "fediverse"] as const;
export type Way = (typeof ways)[number];

/** How the owner's pages call each. */
export const wayWords: Record<Way, string> = { web: "From the form", fediverse: "From the fediverse" };

/** What was decided for a place; what is left out is decided further out. */
export type Levels = Partial<Record<Way, Level>>;

/** Where comments stand; there is no thread yet for a page that nobody looked at. */
export interface Place {
  site: Pick<Site, "moderation" | "levels" | "closeAfterDays">;
  thread: Pick<Thread, "announcement" | "levels" | "closeAfterDays" | "page" | "createdAt"> | null;
}

/** A level, and who decided it: `withdrawal` of the post, its `age`, or the owner for a thread, a site or all of the node. */
export interface Decided {
  level: Level;
  by: "withdrawal" | "thread" | "age" | "site" | "node";
}

const ofMode: Record<ModerationMode, Level> = { none: "publish", first: "first", all: "hold", closed: "refuse" };
const day = 86_400_000;

/** No blog is older: days. */
export const mostDays = 36_500;

/**
 * The level in force for a way into a place. The nearest decision counts: what was decided for the thread, whose own days
 * come first, then that it is old for its site, then the site, then the node, which `ANTIPHON_MODERATION` decides for. A rule
 * on a person or on their server stands before all of these; that is the first of the checks.
 */
export function levelOf({ site, thread }: Place, way: Way, now: Date): Decided {
  if (thread?.announcement === "withdrawn") return { level: "refuse", by: "withdrawal" };
  const ownDays = thread?.closeAfterDays;
  if (isOver(thread, ownDays, now)) return { level: "refuse", by: "age" };
  const threads = thread?.levels?.[way];
  if (threads) return { level: threads, by: "thread" };
  if (isOver(thread, ownDays ?? site.closeAfterDays, now)) return { level: "refuse", by: "age" };
  const sites = site.levels?.[way];
  return sites ? { level: sites, by: "site" } : { level: ofMode[site.moderation], by: "node" };
}

/** Whether comments are taken at all. */
export function isOpen(place: Place, way: Way, now: Date): boolean {
  return levelOf(place, way, now).level !== "refuse";
}

/** The way that a comment came by. What was imported had been typed into a form as well. */
export function wayOf(origin: Comment["origin"]): Way {
  return origin === "fediverse" ? "fediverse" : "web";
}

/** When a place closes, in words: after so many days, 0 for never. */
export function closingWords(days: number): string {
  if (days === 0) return "never";
  return days === 1 ? "after 1 day" : `after ${days.toLocaleString("en")} days`;
}

/** A thread is as old as its post; 0 days are never over, and neither are those that nobody named. */
function isOver(thread: Place["thread"], days: number | null | undefined, now: Date): boolean {
  if (!thread || !days) return false;
  return now.getTime() - (thread.page.publishedAt ?? thread.createdAt).getTime() > days * day;
}
