import { Problem } from "../../domain/problem.ts";
import type { Slice } from "../../domain/repos.ts";
import type { Doc, Docs, Filter } from "../port.ts";

/** How many documents a long change touches at a time; others work in between. */
export const pageSize = 500;

interface Dated extends Doc {
  createdAt: Date;
}

/**
 * A page of documents, newest first. The cursor is the place of the last one, so that what comes or goes meanwhile
 * neither repeats nor hides another. Throws `invalid` for a cursor that is none of ours.
 */
export async function newestFirst<T extends Dated>(
  docs: Docs<T>,
  filter: Filter<T>,
  page: { after?: string | null; limit: number },
): Promise<Slice<T>> {
  const below = page.after ? olderThan(page.after) : null;
  const wanted = (below ? { ...filter, ...below } : filter) as Filter<T>;
  const found = await docs
    .find(wanted)
    .sort({ createdAt: -1 })
    .limit(page.limit + 1)
    .toArray();
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  return { items, next: last && found.length > page.limit ? placeOf(last) : null };
}

/** The cursor behind which a page goes on after a document. */
export function placeOf({ createdAt, _id }: Dated): string {
  return `${createdAt.getTime()} ${_id}`;
}

/** What belongs to some blogs; null for all there are. */
export function ofSites(sites: readonly string[] | null): { site?: { $in: readonly string[] } } {
  return sites === null ? {} : { site: { $in: sites } };
}

function olderThan(cursor: string): Filter<Dated> {
  const [time = "", ...rest] = cursor.split(" ");
  const id = rest.join(" ");
  const at = new Date(/^-?\d{1,15}$/.test(time) ? Number(time) : Number.NaN);
  if (Number.isNaN(at.getTime()) || id === "")
    throw new Problem("invalid", "This page marker is not one of ours; start from the first page.");
  // The first bound lets the index find the place; the second one keeps those of the same moment apart.
  return { createdAt: { $lte: at }, $or: [{ createdAt: { $lt: at } }, { _id: { $lt: id } }] };
}

/** Changes all documents that match, a page at a time, and returns how many; the change must make them match no more. */
export async function changeInPages<T extends Doc>(
  docs: Docs<T>,
  filter: Filter<T>,
  change: (page: T[]) => Promise<number>,
): Promise<number> {
  let total = 0;
  for (;;) {
    const page = await docs.find(filter).limit(pageSize).toArray();
    if (page.length === 0) return total;
    total += await change(page);
  }
}
