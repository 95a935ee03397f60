import { type Comment, isVisible } from "../../domain/comment.ts";
import { isPinnable } from "../../domain/pin.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { SortOrder } from "../../domain/reading.ts";
import { sentence } from "../../domain/sentence.ts";
import type { Thread } from "../../domain/thread.ts";
import type { Branch } from "../../domain/tree.ts";
import { readLong } from "./read-long-thread.ts";
import { readShort } from "./read-short-thread.ts";
import type { Spot } from "./window.ts";

/** Which page of a thread is wanted. All numbers are those of comments. */
export interface Wanted {
  sort: SortOrder;
  /** In a row instead of as a tree. */
  flat: boolean;
  after: number | null;
  before: number | null;
  /** The page that holds this one, with what it answers. */
  comment: number | null;
  /** Only what is below this one, with what it answers. */
  below: number | null;
}

/** The first page as it is shown to whoever wants nothing else. */
export const firstPage: Wanted = { sort: "oldest", flat: false, after: null, before: null, comment: null, below: null };

/** What readers see of a thread on one page. */
export interface Reading {
  branches: Branch[];
  /** How many comments the whole thread shows. */
  shown: number;
  sort: SortOrder;
  /** Whether the thread can be read by what was liked most. */
  ranked: boolean;
  /** The numbers of the comments to read on before, and after; null where there is nothing. */
  previous: number | null;
  next: number | null;
  /** What was looked for is not in the thread, or not to be seen. */
  missing: boolean;
  /** The comment below which everything on the page is; null when it is not about one alone. */
  below: Comment | null;
  /** In a row: what the comments on the page answer, by id. */
  answered: ReadonlyMap<string, Comment>;
}

/** What there is to read of a page that has no thread yet. */
export function nothingYet({ sort }: Pick<Wanted, "sort">): Reading {
  const nothing = { branches: [], shown: 0, previous: null, next: null, below: null };
  return { ...nothing, sort, ranked: true, missing: false, answered: new Map() };
}

/** A page as it was looked up: where it starts, and below what. */
export interface Looked extends Pick<Wanted, "sort" | "flat"> {
  spot: Spot;
  below: Comment | null;
  /** Comments that this reader sees as if they were published. */
  own: readonly Comment[];
  /** What stands first, whatever the order; only on pages of the thread as a tree. */
  pins: readonly Comment[];
}

/** Threads with no more comments than this, in whatever state, are read at once. */
const shortThread = 250;

/** So many comments that answer the post stand on one page, or in a row so many altogether. */
export const pageSize = 50;

/** Reads a page of what everybody sees of a thread. Throws `invalid` for a page that starts at no comment of the thread. */
export function createReadThread(world: Pick<World, "comments" | "oldNumbers">) {
  /** `own` are comments that are to be seen by this reader as if they were published. */
  return async function readThread(
    thread: Pick<Thread, "_id" | "site" | "counts" | "pinned">,
    wanted: Wanted = firstPage,
    own: readonly Comment[] = [],
  ): Promise<Reading> {
    const spot = await findSpot(thread, wanted, own);
    const missing = spot === null;
    const below = await findBelow(thread, wanted);
    const pins = below || wanted.flat ? [] : await findPins(thread);
    const at: Looked = { ...wanted, spot: spot ?? { kind: "start" }, below, own, pins };
    const all = await readAll(thread);
    const reading = all ? await readShort(all, at, pageSize) : await readLong(world.comments, thread, at, pageSize);
    return { ...reading, missing: missing || (wanted.below !== null && wanted.comment === null && at.below === null) };
  };

  async function findPins({ _id, pinned = [] }: Pick<Thread, "_id" | "pinned">): Promise<Comment[]> {
    if (pinned.length === 0) return [];
    return (await world.comments.among(pinned)).filter((comment) => isPinnable(comment, _id));
  }

  /** All comments of a short thread; null for a long one. */
  async function readAll({ _id, counts }: Pick<Thread, "_id" | "counts">): Promise<Comment[] | null> {
    if (counts.published > shortThread) return null;
    const some = await world.comments.someOnThread(_id, shortThread + 1);
    return some.length > shortThread ? null : some;
  }

  /** Null when the comment that is looked for is not there. */
  async function findSpot(
    thread: Pick<Thread, "_id" | "site">,
    { after, before, comment }: Wanted,
    own: readonly Comment[],
  ): Promise<Spot | null> {
    if (comment !== null) {
      const found = own.find(({ number }) => number === comment) ?? (await byAnyNumber(thread, comment));
      return found?.thread === thread._id && isVisible(found) ? { kind: "around", comment: found } : null;
    }
    const edge = after ?? before;
    if (edge === null) return { kind: "start" };
    const found = await world.comments.byNumber(edge);
    if (found?.thread !== thread._id) throw new Problem("invalid", sentence("page.noStart"));
    return { kind: after !== null ? "after" : "before", comment: found };
  }

  /** Old links name imported comments by numbers that others have here. */
  async function byAnyNumber({ _id, site }: Pick<Thread, "_id" | "site">, number: number): Promise<Comment | null> {
    const found = await world.comments.byNumber(number);
    if (found?.thread === _id) return found;
    const id = await world.oldNumbers.find(site, number);
    return id === null ? null : world.comments.get(id);
  }

  async function findBelow(thread: Pick<Thread, "_id">, { below, comment }: Wanted): Promise<Comment | null> {
    const found = below === null || comment !== null ? null : await world.comments.byNumber(below);
    return found?.thread === thread._id && (found.state === "published" || found.state === "removed") ? found : null;
  }
}
