import type { Comment } from "../../domain/comment.ts";
import { fnv1a } from "../../domain/spread.ts";
import { prefixLength, searchedText, wordsIn } from "../../domain/words.ts";
import type { Collections } from "../collections.ts";
import type { SearchDoc } from "../search-doc.ts";

/** So many numbers of comments that follow each other make one shelf. */
export const shelfSize = 500;
/** Words are spread over so many documents a shelf, by how they begin: to look for one reads one document of each. */
const drawers = 64;
/** A shelf that somebody began and did not end in this time is begun anew, in milliseconds. */
const patienceMs = 5 * 60_000;

/** The shelf that a number belongs to. */
export function shelfOf(number: number): number {
  return Math.floor(number / shelfSize);
}

/** The drawer of all words that begin alike. */
export function drawerOf(word: string): number {
  return fnv1a(word.slice(0, prefixLength)) % drawers;
}

/** The id of one drawer in a shelf: all of one drawer follow each other. */
export function drawerId(drawer: number, shelf: number): string {
  return `${String(drawer).padStart(2, "0")} ${String(shelf).padStart(8, "0")}`;
}

/** What is written on a shelf: that it is there, and whether it is whole. */
export const labels = { from: "shelf ", to: "shelf!" } as const;

function labelId(shelf: number): string {
  return `${labels.from}${String(shelf).padStart(8, "0")}`;
}

/** The shelf that a label is on. */
export function shelfOfLabel(id: string): number {
  return Number(id.slice(labels.from.length));
}

/**
 * The words of comments, shelf by shelf, each with the numbers of the comments that it is in. A shelf is filled at once, when
 * its numbers are long taken, and emptied when one of its comments is changed, so that it is never wrong.
 */
export function createShelves({ comments, search }: Pick<Collections, "comments" | "search">, token: () => string) {
  /** Forgets a shelf, with every word on it. */
  async function empty(shelf: number): Promise<void> {
    if (!(await search.findOne({ _id: labelId(shelf) }))) return;
    await search.deleteOne({ _id: labelId(shelf) });
    await search.deleteMany({ _id: { $in: drawerIds(shelf) } });
  }

  /** Fills a shelf; whoever changes one of its comments meanwhile takes its label away, and then it stays empty. */
  async function fill(shelf: number, now: Date): Promise<void> {
    const own = token();
    const label: SearchDoc = { _id: labelId(shelf), words: "", by: own, whole: false, at: now };
    if ((await search.insertOne(label)) === "already") {
      const old = await search.findOne({ _id: label._id });
      if (old?.at && now.getTime() - old.at.getTime() > patienceMs) await empty(shelf);
      return;
    }
    const found = await comments.find({ number: { $gte: shelf * shelfSize, $lt: (shelf + 1) * shelfSize } }).toArray();
    await search.insertMany(drawersOf(shelf, found));
    if ((await search.updateOne({ _id: label._id, by: own }, { $set: { whole: true } })) > 0) return;
    await search.deleteMany({ _id: { $in: drawerIds(shelf) } });
  }

  return { empty, fill };
}

function drawerIds(shelf: number): string[] {
  return Array.from({ length: drawers }, (_, drawer) => drawerId(drawer, shelf));
}

/** One document a drawer: a line for each word, with the numbers of its comments. */
function drawersOf(shelf: number, found: readonly Comment[]): SearchDoc[] {
  const words = new Map<string, number[]>();
  for (const comment of found) {
    for (const word of new Set(wordsIn(searchedText(comment)))) {
      const numbers = words.get(word);
      if (numbers) numbers.push(comment.number);
      else words.set(word, [comment.number]);
    }
  }
  const lines = Array.from({ length: drawers }, () => "\n");
  for (const [word, numbers] of words) lines[drawerOf(word)] += `${word} ${numbers.join(" ")}\n`;
  return lines.flatMap((text, drawer) => (text === "\n" ? [] : [{ _id: drawerId(drawer, shelf), words: text }]));
}
