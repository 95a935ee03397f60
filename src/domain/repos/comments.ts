import type { Comment, CommentState, ReactionCounts, Votes } from "../comment.ts";
import type { AuthorRecord, Sought, Whose } from "../queue.ts";
import type { Slice, Tellable, Turned, Written } from "./shared.ts";

/** Where a comment stands among others: they are in order of their time, and of their numbers within one moment. */
export type Place = Pick<Comment, "createdAt" | "number">;

/** Some comments that follow each other, the oldest first, or the newest first where it goes `back`. */
export interface Stretch {
  /** The one that they follow; the first, or the last, of all where there is none. */
  after?: Place | null;
  back?: boolean;
  limit: number;
}

export interface Comments extends Tellable<Comment> {
  /** Its Delete was queued: nothing is told of it any more, as no server shows again what was deleted once. */
  forgetTold(id: string): Promise<void>;
  /** Stores a new comment once: `already` when its id is taken, and then nothing changes. */
  add(comment: Comment): Promise<"added" | "already">;
  /** Stores those whose ids are free, all in one go, and returns how many they were. */
  addAll(comments: readonly Comment[]): Promise<number>;
  get(id: string): Promise<Comment | null>;
  /** Those of the given ids that there are, in their order. */
  among(ids: readonly string[]): Promise<Comment[]>;
  byNumber(number: number): Promise<Comment | null>;
  /** All that may show in a thread, stubs and hidden ones included; held ones and spam are left out. */
  onThread(thread: string): Promise<Comment[]>;
  /** So many at most of a thread's comments, in any state and in no order: all of them where they are fewer. */
  someOnThread(thread: string, limit: number): Promise<Comment[]>;
  /** What readers see of a thread, in a row. */
  visible(thread: string, stretch: Stretch): Promise<Comment[]>;
  /** What readers see directly below a comment, or of the answers to the post where the parent is null. */
  answers(thread: string, parent: string | null, stretch: Stretch): Promise<Comment[]>;
  /** What readers see directly below any of these, in no order. */
  answersToAny(thread: string, parents: readonly string[]): Promise<Comment[]>;
  /** How many answers readers see directly below each of these; those without any are left out. */
  countAnswers(thread: string, parents: readonly string[]): Promise<Map<string, number>>;
  /**
   * What readers do not see directly below any of these (null: below the post), whatever the reason: places that must be
   * kept where something visible lies further below. Within a time, both ends included, where one is given.
   */
  unseen(
    thread: string,
    parents: readonly (string | null)[],
    within: { from: Date | null; to: Date | null },
    limit: number,
  ): Promise<Comment[]>;
  /** Sets members of a comment and raises its version, if it is still the one that was read. */
  change(
    comment: Pick<Comment, "_id" | "version" | "number"> & Partial<Pick<Comment, "state">>,
    set: Partial<Comment>,
  ): Promise<Written>;
  /** The newest comments in a state, over all sites or of one; without the hidden ones where `hidden` is false. */
  inState(
    state: CommentState,
    page: { site?: string | readonly string[]; hidden?: false; after?: string | null; limit: number },
  ): Promise<Slice<Comment>>;
  /** How many are in a state, over all sites. */
  countState(state: CommentState): Promise<number>;
  /** The newest of one of the owner's lists, narrowed down. */
  listed(sought: Sought, page: { after?: string | null; limit: number }): Promise<Slice<Comment>>;
  /** The newest by somebody, from a server, or of all where that is null; without what was removed. */
  newestOf(
    whose: Whose | null,
    page: { site?: string | readonly string[] | undefined; after?: string | null; limit: number },
  ): Promise<Slice<Comment>>;
  /** The servers with comments whose names begin so, with how many. */
  serversLike(start: string): Promise<Map<string, number>>;
  /** Fills in the server of some comments that lack it, and returns how many; raises nothing, as no reader sees it. */
  nameHosts(limit: number): Promise<number>;
  /** What there is of one author or server, over all sites or on some; null when there is nothing. */
  recordOf(whose: Whose, sites?: readonly string[]): Promise<AuthorRecord | null>;
  /** How many readers see and how many wait for review. */
  counts(thread: string): Promise<{ published: number; held: number }>;
  /** Whether this author (a remote actor id or a visitor hash) has a visible comment that the owner let through. */
  hasApproved(site: string, author: { actor: string } | { visitor: string }): Promise<boolean>;
  /** Hides all by these actors, on one blog or on all, under a mark, but for what is hidden. Each owes its thread. */
  hide(actors: readonly string[], mark: string, now: Date, site?: string): Promise<Turned>;
  /** Takes the hiding under a mark back. Each owes its thread. */
  reveal(mark: string, now: Date): Promise<Turned>;
  /**
   * Moves what is hidden under any rule, of these actors, on one blog or on all, to this mark, or shows it where that is
   * null. Each owes its thread.
   */
  remark(actors: readonly string[], mark: string | null, now: Date, site?: string): Promise<Turned>;
  /** Shows all by these actors, on one blog or on all, without pictures, or with them again. Each owes its thread. */
  setPlain(actors: readonly string[], plain: boolean, now: Date, site?: string): Promise<Turned>;
  /** Some of those that are hidden under a mark and not emptied yet, or of those that have been since a time or longer. */
  hiddenUnder(mark: string, limit: number, since?: Date): Promise<Comment[]>;
  /** How many are hidden under a mark and not emptied yet, and since when the first of them is. */
  countUnder(mark: string): Promise<{ count: number; since: Date | null }>;
  /** The marks under which rules hide what they have hidden since a time or longer. */
  marksSince(time: Date): Promise<string[]>;
  /** Lets what rules hide, and is not known since when, be hidden since now. */
  countHidden(now: Date): Promise<void>;
  /** Everybody elsewhere who wrote something that is here, or on one blog, each once. */
  actors(site?: string): Promise<string[]>;
  /** Every mailbox that visitors left, each once. */
  mailboxes(): Promise<string[]>;
  /** All of some visitors, known by one of these, in the order of their ids, from the one after `after` on. */
  ofVisitors(
    who: { hash: string } | { network: string } | { emails: readonly string[] },
    limit: number,
    after?: string | null,
  ): Promise<Comment[]>;
  /**
   * The newest of what one remote actor said, besides the comment `but`, below the same comment or post between two points
   * in time, both included. With `like`, those alone that have the same number or page.
   */
  saidBetween(
    said: Pick<Comment, "thread" | "parent"> & { actor: string; but: string; like?: { said: number; url: string } },
    from: Date,
    to: Date,
  ): Promise<Comment[]>;
  /** All by one remote actor in the order of their ids, from the one after `after` on. */
  byActor(actor: string, limit: number, after?: string | null): Promise<Comment[]>;
  /** Some of those that an older renderer rendered. */
  renderedBefore(renderer: number, limit: number): Promise<Comment[]>;
  /** Whether its author hears of answers by mail; raises nothing, as no reader sees it. */
  setNotify(id: string, notify: boolean): Promise<void>;
  /** Takes the names of networks under salts that come before this one off all comments; raises nothing, as no reader sees them. */
  forgetNetworks(before: string): Promise<number>;
  /** All there are, in the order of their ids, from the one after `after` on. */
  inOrder(after: string, limit: number): Promise<Comment[]>;
  /** Some that a visitor left a mailbox with before the given time, in the order of their ids, from the one after `after` on. */
  withMailbox(before: Date, limit: number, after: string): Promise<Comment[]>;
  /** Some that have waited since before the given time, the longest first. */
  heldBefore(time: Date, limit: number): Promise<Comment[]>;
  /** Lets those that wait, and are not known since when, wait since now. */
  countHeld(now: Date): Promise<void>;
  /** Some of the spam that the owner sorted out before the given time, the longest ago first. */
  spamBefore(time: Date, limit: number): Promise<Comment[]>;
  setReactions(id: string, counts: ReactionCounts): Promise<void>;
  setVotes(id: string, votes: Votes): Promise<void>;
  /** What imports brought to a thread, in whatever state, read a piece at a time. */
  importedOn(thread: string): AsyncIterable<Comment>;
  /** All of a thread, in whatever state, read a piece at a time, in the order of their ids. */
  allOn(thread: string): AsyncIterable<Comment>;
  /** All by one visitor, known by any of these hashes, in a thread, in whatever state. */
  byVisitor(thread: string, hashes: readonly string[]): Promise<Comment[]>;
}
