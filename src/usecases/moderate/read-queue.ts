import type { Author } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import type { AuthorRecord, Known, QueueList, Sought } from "../../domain/queue.ts";
import type { Case } from "../../domain/report.ts";
import type { Slice } from "../../domain/repos.ts";
import type { Thread } from "../../domain/thread.ts";
import { termsOf } from "../../domain/words.ts";

/** One comment as the owner sees it, with what it stands below, and what there is of its author. */
export interface QueueItem {
  comment: Comment;
  thread: Thread | null;
  parent: Comment | null;
  /** Null for somebody of whom nothing is known that would tell them from others. */
  record: AuthorRecord | null;
  /** What was reported of it and waits for a decision. */
  reported: Case | null;
}

/** What the owner looks at: a list, narrowed down where it is one that can be. */
export type Asked = Omit<Sought, "list"> & { list: QueueList };

/** A page of a list; `unread` are the comments that a search did not look at yet. */
export interface QueuePage extends Slice<QueueItem> {
  unread: number;
}

type Needs = Pick<World, "comments" | "threads" | "search" | "cases">;

/**
 * Reads a page of one list, the newest first, each comment with what an owner wants to know of it; of those alone that have
 * all words of a text, where one is given. A page of a search may hold few or none and go on all the same. What there is of
 * their authors is counted on the blogs of whoever looks; null for all of them.
 */
export function createReadQueue(world: Needs) {
  const surround = createSurround(world);
  return async function readQueue(
    asked: Asked,
    text: string,
    page: { after: string | null; limit: number },
    sites: readonly string[] | null,
  ): Promise<QueuePage> {
    const { list } = asked;
    if (list === "reported") {
      const { items, next } = await world.cases.open(page);
      const found = await world.comments.among(items.map(({ _id }) => _id));
      const theirs = found.filter(({ site }) => asked.site === undefined || [asked.site].flat().includes(site));
      return { items: await surround(theirs, sites), next, unread: 0 };
    }
    const sought = { ...asked, list };
    const terms = termsOf(text);
    if (terms.length === 0 && text !== "") return { items: [], next: null, unread: 0 };
    const found = terms.length > 0 ? await world.search.find(terms, sought, page) : null;
    const { items, next } = found ?? (await world.comments.listed(sought, page));
    return { items: await surround(items, sites), next, unread: found?.unread ?? 0 };
  };
}

/**
 * Adds to comments what an owner wants to know of them, and of their authors on some blogs or, for null, on all; what several
 * share is looked up once.
 */
export function createSurround({ comments, threads, cases }: Pick<World, "comments" | "threads" | "cases">) {
  return async function surround(found: readonly Comment[], sites: readonly string[] | null): Promise<QueueItem[]> {
    const parents = new Map(
      (await comments.among([...new Set(found.flatMap(({ parent }) => parent ?? []))])).map((one) => [one._id, one]),
    );
    const reported = new Map((await cases.among(found.map(({ _id }) => _id))).map((one) => [one._id, one]));
    const threadOf = once((id: string) => threads.get(id));
    const recordOf = once((known: string) => comments.recordOf(JSON.parse(known) as Known, sites ?? undefined));
    return Promise.all(
      found.map(async (comment) => {
        const known = knownAs(comment.author);
        return {
          comment,
          thread: await threadOf(comment.thread),
          parent: comment.parent === null ? null : (parents.get(comment.parent) ?? null),
          record: known && (await recordOf(JSON.stringify(known))),
          reported: reported.get(comment._id) ?? null,
        };
      }),
    );
  };
}

/** By what somebody can be found again; null for a visitor of whom nothing is kept. */
export function knownAs(author: Author): Known | null {
  if (author.kind === "remote") return { actor: author.id };
  return author.hash === "" ? null : { visitor: author.hash };
}

/** How many comments are in a list, counted up to 99; `more` says that there are others beyond. */
export function createCountQueue(world: Pick<World, "comments" | "cases">) {
  return async function countQueue({ list, ...rest }: Asked): Promise<{ count: number; more: boolean }> {
    const page = { after: null, limit: 99 };
    const { items, next } =
      list === "reported" ? await world.cases.open(page) : await world.comments.listed({ ...rest, list }, page);
    return { count: items.length, more: next !== null };
  };
}

/** Every list, in the order in which an owner wants them. */
export const queueLists = [
  "held",
  "reported",
  "published",
  "hidden",
  "spam",
  "removed",
] as const satisfies readonly QueueList[];

function once<T>(look: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const found = new Map<string, Promise<T>>();
  return (key) => {
    const running = found.get(key) ?? look(key);
    found.set(key, running);
    return running;
  };
}
