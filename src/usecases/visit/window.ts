import type { Comment } from "../../domain/comment.ts";

/** Where a page begins or ends: behind one comment, before one, or wherever it holds one. */
export type Spot = { kind: "start" } | { kind: "after" | "before" | "around"; comment: Comment };

/** Comments in an order, asked for in stretches: those that follow one of them, or with `back` those before it. */
export type Listing = (stretch: { after: Comment | null; back: boolean; limit: number }) => Promise<Comment[]>;

/** Some comments that follow each other, and what the pages before and behind them are named after. */
export interface Window {
  items: Comment[];
  /** The last one before the page; null when it is the first page. */
  edge: Comment | null;
  /** The number to read on before, and behind; null when there is nothing. */
  previous: number | null;
  next: number | null;
}

/** So many comments before the one that is looked for come with it. */
const lead = 10;

/** Reads a page of at most `size` comments. The first page is the answer wherever it holds what is looked for. */
export async function readWindow(list: Listing, spot: Spot, size: number): Promise<Window> {
  if (spot.kind === "start") return forward(list, null, size);
  if (spot.kind === "after") return forward(list, spot.comment, size);
  const before = await list({ after: spot.comment, back: true, limit: size + 1 });
  if (spot.kind === "before") {
    const items = before.slice(0, size).reverse();
    return {
      items,
      edge: before[size] ?? null,
      previous: before.length > size ? numberOf(items[0]) : null,
      next: numberOf(items.at(-1)),
    };
  }
  if (before.length < size) return forward(list, null, size);
  const earlier = before.slice(0, lead).reverse();
  const room = size - earlier.length - 1;
  const later = await list({ after: spot.comment, back: false, limit: room + 1 });
  const items = [...earlier, spot.comment, ...later.slice(0, room)];
  return {
    items,
    edge: before[lead] ?? null,
    previous: numberOf(items[0]),
    next: later.length > room ? numberOf(items.at(-1)) : null,
  };
}

async function forward(list: Listing, after: Comment | null, size: number): Promise<Window> {
  const found = await list({ after, back: false, limit: size + 1 });
  const items = found.slice(0, size);
  return {
    items,
    edge: after,
    previous: after && numberOf(items[0]),
    next: found.length > size ? numberOf(items.at(-1)) : null,
  };
}

/** The same place in an order that leaves out what stands first: that is on the first page. */
export function behindPins(spot: Spot, pins: readonly Comment[]): Spot {
  if (spot.kind !== "around") return spot;
  return pins.some(({ _id }) => _id === spot.comment._id) ? { kind: "start" } : spot;
}

/** A listing without some of its comments. */
export function without(list: Listing, left: readonly Comment[]): Listing {
  if (left.length === 0) return list;
  const ids = new Set(left.map(({ _id }) => _id));
  return async ({ limit, ...stretch }) => {
    const found = await list({ ...stretch, limit: limit + left.length });
    return found.filter(({ _id }) => !ids.has(_id)).slice(0, limit);
  };
}

/** A listing of comments that are in memory, in the order that they are compared by. */
export function listingOf(comments: readonly Comment[], compare: (a: Comment, b: Comment) => number): Listing {
  const sorted = [...comments].sort(compare);
  return async ({ after, back, limit }) => {
    if (after === null) return back ? sorted.slice(-limit).reverse() : sorted.slice(0, limit);
    const wanted = sorted.filter((one) => (back ? compare(one, after) < 0 : compare(one, after) > 0));
    return back ? wanted.slice(-limit).reverse() : wanted.slice(0, limit);
  };
}

function numberOf(comment: Comment | undefined): number | null {
  return comment?.number ?? null;
}
