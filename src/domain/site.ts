import type { Author } from "./author.ts";
import type { Levels } from "./level.ts";
import type { OwnerLetters } from "./owner-letters.ts";
import type { SortOrder } from "./reading.ts";

/**
 * What becomes of comments where nothing nearer was decided: `none` publishes at once, `first` holds a stranger until one
 * comment of theirs was approved, `all` holds every comment, `closed` takes none.
 */
export const moderationModes = ["none", "first", "all", "closed"] as const;
export type ModerationMode = (typeof moderationModes)[number];

/** `note` shows title, teaser and link everywhere alike; `article` gives the whole text to those who can show it. */
export type PostForm = "note" | "article";

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
  /** A feed that was said to be gone for good (410), and is not asked for again. */
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

/** One blog: where it lives, how its actor is called, what its owner decided. */
export interface Site {
  _id: string;
  /** Address of the blog's front page, absolute, ending in `/`. A page belongs to the site when its address starts with it. */
  home: string;
  /** Where it lived before: addresses there still lead to its threads. */
  formerHomes?: string[];
  name: string;
  /** Name of the blog's actor in `/ap/actors/NAME`; fixed at first start. */
  handle: string;
  /** The domain of the blog's account, as in NAME@DOMAIN, where it is another than the node's own. */
  handleDomain?: string | null;
  /** Domains that its account had before, the newest first: whoever looks there is told the one of now. */
  formerDomains?: string[];
  /** The language of its feed, as a tag: that of pages that do not name one. */
  lang: string | null;
  /** The owner's choice of feed; null to discover it. */
  feed: string | null;
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
  /** The fediverse accounts of those who write the blog: their answers are marked as the author's, and never wait. */
  writers?: Writer[];
  /** Whom letters about comments go to; nobody when nothing was decided. */
  letters?: OwnerLetters;
  installedAt: Date;
  /** Raised by blocks, settings and anything else that changes every page of the site; part of each cache key. */
  epoch: number;
  polling: Polling;
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
