import type { Block, BlockKind } from "../block.ts";
import type { ReactionCounts } from "../comment.ts";
import type { CustomEmoji } from "../emoji.ts";
import type { Follower } from "../follower.ts";
import type { Reaction } from "../reaction.ts";
import type { Debtors, Slice } from "./shared.ts";

export interface Followers extends Debtors<Follower> {
  /** Stores or renews a follower; who follows twice stays one. */
  put(follower: Follower): Promise<void>;
  get(id: string): Promise<Follower | null>;
  remove(id: string): Promise<void>;
  /** Takes over where a remote actor is reached from now on, in all their follows. */
  readdress(remote: string, to: Pick<Follower, "handle" | "inbox" | "sharedInbox">): Promise<void>;
  count(actor: string): Promise<number>;
  /** Distinct inboxes of an actor's followers, shared ones preferred, in pages of 500. */
  inboxes(actor: string): AsyncIterable<string[]>;
  /** The personal inboxes of an actor's followers who are reached through this shared one, in pages of 500. */
  behind(actor: string, sharedInbox: string): AsyncIterable<string[]>;
  /** From now on all who are reached through this shared inbox are reached through their own. */
  unshare(sharedInbox: string): Promise<void>;
  /** Drops everybody who is reached through this inbox. Returns how many. */
  dropInbox(inbox: string): Promise<number>;
  /** How many follows there are from a server. */
  countFrom(host: string): Promise<number>;
  /** Everybody who follows one of these actors of ours, or any, each once. */
  remotes(of?: readonly string[]): Promise<string[]>;
  /** Some of the follows by these, of all our actors or of these. */
  by(remotes: readonly string[], limit: number, of?: readonly string[]): Promise<Follower[]>;
  /** Drops all follows by one remote actor, or those that there were at a time. */
  dropActor(remote: string, upTo?: Date): Promise<number>;
}

export interface Blocks {
  put(...blocks: readonly Block[]): Promise<void>;
  remove(id: string): Promise<boolean>;
  /** All, or those of one blog, or with null of the whole node, the newest first. There may be many: `page` gives pages of them. */
  list(site?: string | null): Promise<Block[]>;
  /** Some, the newest first, of all kinds or of one, of all blogs and the node, or of one alone. */
  page(page: { kind?: BlockKind; site?: string | null; after?: string | null; limit: number }): Promise<Slice<Block>>;
  /** Of the whole node and of all blogs. */
  ofKind(kind: BlockKind): Promise<Block[]>;
  /** How many there are of each kind, of all blogs and the node, or of one alone. */
  counts(site?: string | null): Promise<Map<BlockKind, number>>;
  /** Some of those that hold no longer. */
  expired(now: Date, limit: number): Promise<Block[]>;
  /** Whether there is one of this kind, of any blog. */
  hasKind(kind: BlockKind): Promise<boolean>;
  /** Whether there is one, of any blog, on a network whose name begins so. */
  namesNetwork(start: string): Promise<boolean>;
  /** Which of these ids exist; with the chains of a speaker one look-up tells what is said of them. */
  among(ids: readonly string[]): Promise<Block[]>;
}

export interface Reactions {
  /** Stores a reaction once; one that was undone, or carried another emoji, counts anew only when a new activity says so. */
  put(reaction: Reaction): Promise<"added" | "already">;
  /** Stores a reaction in the place of whatever stood under its id. */
  renew(reaction: Reaction): Promise<void>;
  byActivity(activity: string): Promise<Reaction | null>;
  get(id: string): Promise<Reaction | null>;
  /** Marks a reaction undone; returns it, or null when there was none or it was undone before. */
  undo(id: string): Promise<Reaction | null>;
  counts(target: string): Promise<ReactionCounts>;
  /** Some of those that stand by one actor on one target. */
  between(actor: string, target: string, limit: number): Promise<Reaction[]>;
  /** Some of the standing quotes in one post of an actor. */
  quotesIn(actor: string, note: string, limit: number): Promise<Reaction[]>;
  /** Some of the quotes of one target that are counted, the latest first. */
  standingQuotes(target: string, limit: number): Promise<Reaction[]>;
  /** Some of the quotes of one target, those that are undone and those never counted included. */
  quotesOf(target: string, limit: number): Promise<Reaction[]>;
  /** Some by one actor, undone ones included, in the order of their ids, from the one after `after` on. */
  by(actor: string, limit: number, after?: string): Promise<Reaction[]>;
  /** Everybody who reacted, each once. */
  actors(): Promise<string[]>;
  /** Whoever reacted to a comment or post, also those who took it back, in pages of 500; somebody may come twice. */
  actorsOn(target: string): AsyncIterable<string[]>;
  remove(ids: readonly string[]): Promise<void>;
}

/** Remote ids that were deleted before they were seen, or shall not come back. */
export interface Graves {
  bury(remoteId: string, until: Date): Promise<void>;
  has(remoteId: string, now: Date): Promise<boolean>;
  /** Forgets that something was buried. */
  lift(remoteId: string): Promise<void>;
}

/** What we know of a remote actor: enough to show, to answer and to verify. */
export interface RemoteProfile {
  _id: string;
  handle: string;
  name: string;
  url: string;
  avatar: string | null;
  /** Its server's own emoji in the name. */
  emoji?: CustomEmoji[];
  inbox: string;
  sharedInbox: string | null;
  keys: { id: string; pem: string }[];
  /** The account that it moved to, as it says; whether that one says so as well is another question. */
  movedTo?: string | null;
  /** Accounts that are the same person's, as it says. */
  aliases?: string[];
  /** When the account was made, as its server says; null where it does not. */
  since?: Date | null;
  /** The actor asks not to be shown to the public web. */
  hidden: boolean;
  /** The actor asks that for what is unlisted. */
  hidesUnlisted?: boolean;
  /** The actor asks search engines to leave out what they write. */
  unsearchable?: boolean;
  fetchedAt: Date;
}

export interface RemoteProfiles {
  get(id: string): Promise<RemoteProfile | null>;
  /** Finds the actor that owns a key. */
  byKey(keyId: string): Promise<RemoteProfile | null>;
  /** Finds the actor whose profile page for people is at this address. */
  byUrl(url: string): Promise<RemoteProfile | null>;
  put(profile: RemoteProfile): Promise<void>;
  forget(id: string): Promise<void>;
}
