import { fnv1a } from "../domain/spread.ts";
import type { ParsedEntry, ParsedFeed } from "./feed-parse.ts";

/** So many prints stand for a feed, however long it is: a change makes one in so many of its entries be read again. */
const shelves = 64;

/** What a feed said last time, against what it says now. */
export interface Prints {
  /** A short text that stands for all that the feed says now, to be kept until the next time. */
  now: string;
  /** Whether an entry may be new or changed; true of all where nothing was kept. */
  isFresh(entry: ParsedEntry): boolean;
}

/**
 * Puts the entries of a feed on shelves by their ids and makes a print of each shelf, so that a long feed costs little:
 * what stands on a shelf of which the print is as before was read before.
 */
export function comparePrints(feed: ParsedFeed, base: string, before: string | null): Prints {
  const sums = new Array<number>(shelves).fill(0);
  const seed = fnv1a(`${base} ${feed.base ?? ""}`);
  for (const entry of feed.entries) {
    const shelf = shelfOf(entry);
    sums[shelf] = ((sums[shelf] ?? 0) + fnv1a(JSON.stringify(entry), seed)) >>> 0;
  }
  const prints = sums.map((sum) => sum.toString(36));
  const known = before?.split("-") ?? [];
  return {
    now: prints.join("-"),
    isFresh: (entry) => known.length !== shelves || known[shelfOf(entry)] !== prints[shelfOf(entry)],
  };
}

function shelfOf({ id, links }: ParsedEntry): number {
  return fnv1a(id ?? links[0] ?? "") % shelves;
}
