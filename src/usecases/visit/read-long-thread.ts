import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { comparing, mostRanked, type SortOrder } from "../../domain/reading.ts";
import type { Thread } from "../../domain/thread.ts";
import { type Branch, growTree } from "../../domain/tree.ts";
import { growAnswers } from "./grow-answers.ts";
import { inARow } from "./in-a-row.ts";
import type { Looked, Reading } from "./read-thread.ts";
import { behindPins, type Listing, listingOf, readWindow, type Spot, type Window, without } from "./window.ts";

type Comments = World["comments"];
type Found = Omit<Reading, "missing">;

/** Of what readers do not see between the comments of a page, so much is looked at for answers that they do. */
const mostUnseen = 500;

/** Reads a page of a thread that is too long to be read at once: what the page shows, and little more. */
export async function readLong(
  comments: Comments,
  thread: Pick<Thread, "_id" | "counts">,
  looked: Looked,
  size: number,
): Promise<Found> {
  const ranked = thread.counts.published <= mostRanked;
  const at = { ...looked, sort: looked.sort === "top" && !ranked ? ("oldest" as const) : looked.sort };
  const shared = { shown: thread.counts.published, sort: at.sort, ranked };
  return at.flat
    ? { ...shared, ...(await readRow(comments, thread._id, at, size)) }
    : { ...shared, ...(await readTree(comments, thread._id, at, size)) };
}

type Part = Pick<Found, "branches" | "previous" | "next" | "below" | "answered">;

async function readRow(comments: Comments, thread: string, at: Looked, size: number): Promise<Part> {
  const list = await listingIn(at.sort, (stretch) => comments.visible(thread, stretch));
  const { items, previous, next } = await readWindow(list, at.spot, size);
  const row = [...items, ...at.own.filter((mine) => belongs(mine, at.spot, next) && !items.includes(mine))];
  const parents = [...new Set(row.flatMap(({ parent }) => parent ?? []))];
  const answered = new Map((await comments.among(parents)).map((parent) => [parent._id, parent]));
  return { branches: inARow(row), previous, next, below: null, answered };
}

async function readTree(comments: Comments, thread: string, at: Looked, size: number): Promise<Part> {
  const { sort, below, pins } = at;
  const target = at.spot.kind === "around" ? at.spot.comment : null;
  const way = target ? await wayTo(comments, target) : [];
  const root = way[0] ?? target;
  const spot = behindPins(root ? { kind: "around", comment: root } : at.spot, pins);
  // What is below one comment is a conversation, which is read from its beginning.
  const order = below ? "oldest" : sort;
  const parent = below?._id ?? null;
  const list = without(await listingIn(order, (stretch) => comments.answers(thread, parent, stretch)), pins);
  const window = await readWindow(list, spot, size);
  const between = await comments.unseen(thread, [parent], spanOf(order, window), mostUnseen);
  const first = window.previous === null ? pins : [];
  const roots = [...first, ...window.items, ...between, ...way, ...(target ? [target] : [])];
  const grown = await growAnswers(comments, thread, roots);
  const above = below ? [...(await wayTo(comments, below)), below] : [];
  const there = new Set([...grown.comments, ...above].map(({ _id }) => _id));
  const mine = at.own.filter((own) =>
    own.parent === null ? below === null && belongs(own, spot, window.next) : there.has(own.parent),
  );
  const all = new Map([...above, ...grown.comments, ...mine].map((comment) => [comment._id, comment]));
  const branches = growTree([...all.values()], grown.rests);
  if (!below) branches.sort((a, b) => comparing(order)(a.comment, b.comment));
  const place = new Map(first.map(({ _id }, i) => [_id, i]));
  const placed = ({ comment }: Branch) => place.get(comment._id) ?? first.length;
  branches.sort((a, b) => placed(a) - placed(b));
  return { branches, previous: window.previous, next: window.next, below, answered: new Map() };
}

/** What waits for review stands behind all others, and where its writer looks for it. */
function belongs(mine: Comment, spot: Spot, next: number | null): boolean {
  return next === null || (spot.kind === "around" && spot.comment._id === mine._id);
}

/** What a comment answers, from the top on. */
async function wayTo(comments: Comments, { path, parent }: Comment): Promise<Comment[]> {
  const above = [...new Set([...path, ...(parent === null ? [] : [parent])])];
  return above.length > 0 ? comments.among(above) : [];
}

type InTime = (stretch: { after: Comment | null; back: boolean; limit: number }) => Promise<Comment[]>;

/** A listing in an order, made of one in time. */
async function listingIn(sort: SortOrder, inTime: InTime): Promise<Listing> {
  if (sort === "top") {
    return listingOf(await inTime({ after: null, back: false, limit: mostRanked }), comparing(sort));
  }
  return (stretch) => inTime({ ...stretch, back: stretch.back !== (sort === "newest") });
}

/** The time that a page covers, from the end of the page before on; the last page goes on for ever. */
function spanOf(sort: SortOrder, { items, edge, next }: Window): { from: Date | null; to: Date | null } {
  // By likes, what is not seen has no place among the others.
  if (sort === "top") return next === null ? { from: null, to: null } : { from: new Date(0), to: new Date(0) };
  const last = next === null ? null : (items.at(-1)?.createdAt ?? null);
  const first = edge?.createdAt ?? null;
  return sort === "newest" ? { from: last, to: first } : { from: first, to: last };
}
