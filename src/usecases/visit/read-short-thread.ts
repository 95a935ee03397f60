import { type Comment, isVisible } from "../../domain/comment.ts";
import { comparing } from "../../domain/reading.ts";
import { type Branch, growTree } from "../../domain/tree.ts";
import { inARow } from "./in-a-row.ts";
import type { Looked, Reading } from "./read-thread.ts";
import { behindPins, listingOf, readWindow, type Spot } from "./window.ts";

/** Reads a page of a thread whose comments are all at hand, in whatever state: nothing below a comment is left out. */
export async function readShort(
  comments: readonly Comment[],
  { sort, flat, spot, below, own, pins }: Looked,
  size: number,
): Promise<Omit<Reading, "missing">> {
  const shared = { shown: comments.filter(isVisible).length, sort, ranked: true, below: null };
  const mine = new Set(own.map(({ _id }) => _id));
  const all = [...comments.filter(({ _id }) => !mine.has(_id)), ...own];
  if (flat) {
    const list = listingOf(all.filter(isVisible), comparing(sort));
    const { items, previous, next } = await readWindow(list, spot, size);
    const answered = new Map(all.map((comment) => [comment._id, comment]));
    return { ...shared, branches: inARow(items), previous, next, answered };
  }
  const tree = growTree(all);
  const byId = new Map(tree.map((branch) => [branch.comment._id, branch]));
  const first = new Set(pins.map(({ _id }) => _id));
  const list = listingOf(
    tree.flatMap(({ comment }) => (first.has(comment._id) ? [] : comment)),
    comparing(sort),
  );
  const wanted = below === null ? spot : ({ kind: "around", comment: below } as const);
  const { items, previous, next } = await readWindow(list, behindPins(atTop(tree, wanted), pins), size);
  const shownHere = previous === null ? [...pins, ...items] : items;
  const branches = shownHere.flatMap(({ _id }) => byId.get(_id) ?? []);
  return { ...shared, branches, previous, next, answered: new Map() };
}

/** The same place among the answers to the post. */
function atTop(tree: readonly Branch[], spot: Spot): Spot {
  if (spot.kind === "start") return spot;
  const root = tree.find((branch) => holds(branch, spot.comment));
  return root ? { kind: spot.kind, comment: root.comment } : spot;
}

function holds(branch: Branch, wanted: Comment): boolean {
  return branch.comment._id === wanted._id || branch.replies.some((reply) => holds(reply, wanted));
}
