import type { Author } from "./author.ts";
import type { Levels } from "./level.ts";
import type { OwnerLetters } from "./owner-letters.ts";
import type { SortOrder } from "./reading.ts";
import type { Theme } from "./theme.ts";

/**
 * What becomes of comments where nothing nearer was decided: `none` publishes at once, `first` holds a stranger until one
 * comment of theirs was approved, `all` holds every comment, `closed` takes none.
 */
export const moderationModes = ["none", "first", "all", "closed"] as const;
export type ModerationMode = (typeof moderationModes)[number];

/** `note` shows title, teaser and link everywhere alike; `article` gives the whole text to those who can show it. */
export type PostForm = "note" | "article";

/** Whether new posts go to followers by themselves, or wait until the owner publishes each. */
export type PostingMode = "announce" | "ask";

/** Where the node learns of posts from. */
export const postSources = ["feed", "sitemap", "ghost", "wordpress"] as const;
export type PostSource = (typeof postSources)[number];

/** Whether replies are shown whose authors do not want them to be found: everybody may read them, but few are shown them. */
export type UnlistedMode = "show" | "hide";

/** How readers say what they think of a comment: not at all, by liking it, or for and against it. */
export type VotesMode = "off" | "like" | "updown";

/** Every such mode. */
export const votesModes = ["off", "like", "updown"] as const satisfies readonly VotesMode[];

/** So many links are usual in a comment. */
export const usualLinks = 3;

/** Servers import no history: without these, a new follower sees an empty profile. */
export const defaultFeatured = 3;

/** When a feed asks to be left alone, in UTC. */
export interface PollingSkips {
  hours: number[];
  /** Days of the week; 0 is Sunday. */
  days: number[];
}

/** What feed polling remembers between two polls, so that it can be polite. */
export interface Polling {
  /** The address found by discovery or set by the owner; null until found. */
  feed: string | null;
  etag: string | null;
  lastModified: string | null;
  /** Null until the first poll that succeeded: that one is old altogether, whatever its dates. */
  firstPolledAt: Date | null;
  nextPollAt: Date;
  /** The wait, in milliseconds, that the feed's own pace asked for when it was last read. */
  intervalMs?: number;
  /** When the blog was asked last. */
  polledAt?: Date;
  /** Until when the blog itself asked to be left alone; also whoever asks for it has to wait. */
  restUntil?: Date | null;
  /** Hours and days in which the feed asks to be left alone; null, or left out, for none. */
  skips?: PollingSkips | null;
  /** The feed that the owner set, where that moved for good to `feed`. */
  movedFrom?: string | null;
  /** Stands for all that the feed said, so that what is not new in it is not read again; null to read all of it. */
  prints?: string | null;
  /** When all of it was read last. */
  wholeAt?: Date | null;
  /** Since when the sitemap tells of new posts; null before it was read. */
  sitemapAt?: Date | null;
  /** How far a source that lists posts by their changes was read: a date, as that writes it. */
  cursor?: string | null;
  /** When all of such a source was listed last. */
  listedAt?: Date | null;
  /** A feed that was said to be gone for good (410), and is not asked for again before the owner asks for it. */
  gone?: string;
  /** The last fault as a sentence for the owner; null after a poll that went well. */
  fault: string | null;
}

/** The fediverse account of somebody who writes a blog. */
export interface Writer {
  /** The actor id, by which alone they are known. */
  id: string;
  /** The handle, for show. */
  handle: string;
}

/** Whether somebody writes the blog, as its owner said: what visitors type about themselves tells nothing. */
export function isWriter(site: Pick<Site, "writers"> | null, author: Author): boolean {
  return author.kind === "remote" && (site?.writers ?? []).some(({ id }) => id === author.id);
}

/** Whether what somebody wrote is marked as the author's: by their account elsewhere, or as they were signed in here. */
export function isMarked(site: Pick<Site, "writers"> | null, author: Author): boolean {
  return author.kind === "visitor" ? site !== null && author.ours === true : isWriter(site, author);
}

/** One blog: where it lives, how its actor is called, what its owner decided. */
export interface Site {
  _id: string;
  /** Address of the blog's front page, absolute, ending in `/`. A page belongs to the site when its address starts with it. */
  home: string;
  /** Where it lived before: addresses there still lead to its threads. */
  formerHomes?: string[];
  /** Where it answers as well, such as with www or at a staging address: what is there is a page of `home`. */
  alsoAt?: string[];
  name: string;
  /** Name of the blog's actor in `/ap/actors/NAME`; fixed at first start. */
  handle: string;
  /** The domain of the blog's account, as in NAME@DOMAIN, where it is another than the node's own. */
  handleDomain?: string | null;
  /** Domains that its account had before, the newest first: whoever looks there is told the one of now. */
  formerDomains?: string[];
  /** The language of its feed, as a tag: that of pages that do not name one. */
  lang: string | null;
  /** What its owner decided of what the feed says as well, so that the feed does not change it. */
  decided?: ("name" | "lang")[];
  /** The owner's choice of feed; null to discover it. */
  feed: string | null;
  /** Where new posts are learned of: from the feed when nothing was decided. */
  postsFrom?: PostSource;
  /** The path below which posts lie, such as `/blog/`, for a sitemap names every page; null for all of them. */
  postsBelow?: string | null;
  /** The key of the blog's Content API, where posts come from Ghost; sealed in the store. */
  sourceKey?: string | null;
  /** Where Ghost or WordPress answers, if that is not where the blog lives. */
  sourceAt?: string | null;
  /** Whether posts that not everybody may read go to followers as well: they do not when nothing was decided. */
  sendsMembers?: boolean;
  moderation: ModerationMode;
  /** What the owner decided for this blog, whatever the node says. */
  levels?: Levels;
  /** A visitor's comment with more links waits; `usualLinks` when nothing was decided. */
  mostLinks?: number;
  /** Strangers whose account elsewhere is younger wait; 0 for nobody, as when nothing was decided. */
  accountDays?: number;
  /** Threads take no comments after so many days; 0 for never, as when nothing was decided. */
  closeAfterDays?: number;
  /** Whether visitors' comments may go to the fediverse through the guest actor. */
  guests: boolean;
  /** Whether new posts go out by themselves: they do when nothing was decided. */
  posting?: PostingMode;
  /** How posts are sent: as a Note when nothing was decided. */
  posts?: PostForm;
  /** What becomes of unlisted replies: shown when nothing was decided. */
  unlisted?: UnlistedMode;
  /** The order that comments are shown in: the oldest first when nothing was decided. */
  sort?: SortOrder;
  /** How readers vote: by likes when nothing was decided, while Isso's client keeps its two arrows. */
  votes?: VotesMode;
  /** How many posts new followers are shown first, 0 to 5; `defaultFeatured` when nothing was decided. */
  featured?: number;
  /** How its threads look: like the page around when nothing was decided. */
  theme?: Theme;
  /** The fediverse accounts of those who write the blog: their answers are marked as the author's, and never wait. */
  writers?: Writer[];
  /** Whom letters about comments go to; nobody when nothing was decided. */
  letters?: OwnerLetters;
  /** Since when it is put away: nothing of it is served or taken, all of it is kept; null, or left out, for not at all. */
  removedAt?: Date | null;
  installedAt: Date;
  /** Raised by blocks, settings and anything else that changes every page of the site; part of each cache key. */
  epoch: number;
  polling: Polling;
}

/** Whether a blog's posts come from where all of them can be listed, so that one that is not there any more is gone. */
export function listsPosts({ postsFrom }: Pick<Site, "postsFrom">): boolean {
  return postsFrom === "ghost" || postsFrom === "wordpress";
}

/** Whether a page lies where the posts of its blog do. */
export function isBelow({ postsBelow }: Pick<Site, "postsBelow">, { pathname }: URL): boolean {
  return !postsBelow || pathname.startsWith(postsBelow);
}

/** What our own actors are: the blog, the one that speaks for its guests, and the node itself, which only signs fetches. */
export type ActorRole = "blog" | "guests" | "node";

/** The name of the node's own actor; no site may take it. */
export const nodeActorName = "node";

/** The name of the actor that speaks for a site's visitors. */
export function guestActorName(site: Pick<Site, "handle">): string {
  return `${site.handle}_guests`;
}

/** The account by which people find a blog, as NAME@DOMAIN. `host` is the node's own. */
export function accountOf(site: Pick<Site, "handle" | "handleDomain">, host: string): string {
  return `${site.handle}@${site.handleDomain ?? host}`;
}

/** How readers of our own pages vote on a site's comments. */
export function votesModeOf(site: Pick<Site, "votes"> | null): VotesMode {
  return site?.votes ?? "like";
}
