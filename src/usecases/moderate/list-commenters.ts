import { displayName, serverOf } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import type { AuthorRecord, StoredList, Whose } from "../../domain/queue.ts";
import type { Slice } from "../../domain/repos.ts";
import { folded, meets, termsOf, wordsIn } from "../../domain/words.ts";
import { knownAs } from "./read-queue.ts";

/** Whether people are listed or whole servers, and which come first. */
export type ListKind = "people" | "servers";
export type ListOrder = "recent" | "held";

/** Somebody, or a server, with the newest that is there, and the counts. */
export interface Listed {
  whose: Whose;
  newest: Comment;
  record: AuthorRecord | null;
}

type Needs = Pick<World, "comments" | "search">;

/** So many comments are looked at for one page, some at a time. */
const mostLooked = 1_000;
const atOnce = 50;
const perPage = 25;
/** Somebody is found by their name in any of these. */
const searched: readonly StoredList[] = ["published", "held", "hidden", "spam"];

/**
 * Lists who commented, or from which servers: who wrote last comes first, or who has most that waits, among the last
 * thousand that do. A page of the first kind may hold few and go on all the same.
 */
export function createListCommenters(world: Needs) {
  const { comments } = world;

  return async function listCommenters(kind: ListKind, order: ListOrder, after: string | null): Promise<Slice<Listed>> {
    return order === "held" ? { items: await mostHeld(kind), next: null } : recent(kind, after);
  };

  async function recent(kind: ListKind, start: string | null): Promise<Slice<Listed>> {
    const items: Listed[] = [];
    const seen = new Set<string>();
    let after = start;
    for (let looked = 0; looked < mostLooked && items.length < perPage; looked += atOnce) {
      const found = await comments.newestOf(null, { after, limit: atOnce });
      const fresh = firstOfEach(kind, found.items).filter(({ key }) => !seen.has(key));
      for (const { key } of fresh) seen.add(key);
      // Who wrote later as well stands on a page before.
      const listed = await Promise.all(fresh.map(({ whose, comment }) => ifNewest(whose, comment)));
      items.push(...listed.flatMap((one) => one ?? []));
      after = found.next;
      if (after === null) break;
    }
    return { items, next: after };
  }

  async function mostHeld(kind: ListKind): Promise<Listed[]> {
    const { items } = await comments.inState("held", { limit: mostLooked });
    const counted = new Map<string, { whose: Whose; newest: Comment; count: number }>();
    for (const newest of items) {
      const whose = whoseOf(kind, newest);
      if (!whose) continue;
      const key = JSON.stringify(whose);
      const before = counted.get(key);
      counted.set(key, before ? { ...before, count: before.count + 1 } : { whose, newest, count: 1 });
    }
    const first = [...counted.values()].sort((a, b) => b.count - a.count).slice(0, perPage);
    return Promise.all(
      first.map(async ({ whose, newest }) => ({ whose, newest, record: await comments.recordOf(whose) })),
    );
  }

  async function ifNewest(whose: Whose, comment: Comment): Promise<Listed | null> {
    const [newest] = (await comments.newestOf(whose, { limit: 1 })).items;
    return newest?._id === comment._id ? { whose, newest, record: await comments.recordOf(whose) } : null;
  }
}

/** Finds people by the beginnings of words of their names and handles, and servers by how their names begin. */
export function createSearchCommenters({ comments, search }: Needs) {
  return async function searchCommenters(kind: ListKind, text: string): Promise<Listed[]> {
    return kind === "servers" ? serversLike(text) : peopleCalled(text);
  };

  async function serversLike(text: string): Promise<Listed[]> {
    const start = text.trim().toLowerCase().replace(/^@/, "");
    const found = [...(await comments.serversLike(start))].sort(([, a], [, b]) => b - a).slice(0, perPage);
    const listed = await Promise.all(found.map(([host]) => newestBy({ host })));
    return listed.flatMap((one) => one ?? []);
  }

  async function peopleCalled(text: string): Promise<Listed[]> {
    const terms = termsOf(text.replace(/^https?:\/\//i, ""));
    if (terms.length === 0) return [];
    const hits = await Promise.all(
      searched.map((list) => search.find(terms, { list }, { after: null, limit: 2 * perPage })),
    );
    const named = hits.flatMap(({ items }) => items).filter((comment) => isCalled(comment, terms));
    const people = firstOfEach("people", named).slice(0, perPage);
    const listed = await Promise.all(people.map(({ whose }) => newestBy(whose)));
    return listed.flatMap((one) => one ?? []);
  }

  async function newestBy(whose: Whose): Promise<Listed | null> {
    const [newest] = (await comments.newestOf(whose, { limit: 1 })).items;
    return newest ? { whose, newest, record: await comments.recordOf(whose) } : null;
  }
}

function firstOfEach(kind: ListKind, found: readonly Comment[]): { key: string; whose: Whose; comment: Comment }[] {
  const first = new Map<string, { key: string; whose: Whose; comment: Comment }>();
  for (const comment of found) {
    const whose = whoseOf(kind, comment);
    const key = JSON.stringify(whose);
    if (whose && !first.has(key)) first.set(key, { key, whose, comment });
  }
  return [...first.values()];
}

function whoseOf(kind: ListKind, { author }: Comment): Whose | null {
  if (kind === "people") return knownAs(author);
  const host = serverOf(author);
  return host === "" ? null : { host };
}

function isCalled({ author }: Comment, terms: readonly string[]): boolean {
  const handle = author.kind === "remote" ? author.handle : "";
  const words = [...wordsIn(folded(`${displayName(author)} ${handle}`))];
  return terms.every((term) => words.some((word) => meets(word, term)));
}
