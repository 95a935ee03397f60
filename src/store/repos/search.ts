import type { Comment } from "../../domain/comment.ts";
import { Problem } from "../../domain/problem.ts";
import type { Search } from "../../domain/repos.ts";
import { meets, prefixLength, searchedText, wordsIn } from "../../domain/words.ts";
import type { Collections } from "../collections.ts";
import { createShelves, drawerId, drawerOf, labels, shelfOf, shelfOfLabel, shelfSize } from "./search-shelves.ts";
import { isSought } from "./sought.ts";

/** So many shelves that nobody filled yet are looked through comment by comment; the newest two never are filled. */
const mostUnfilled = 6;
/** So many comments with the words are looked at for one page. */
const mostLooked = 1_000;
const atOnce = 100;
/** So many shelves are read in one question. */
const stretch = 50;
/** So many are filled in one round. */
const mostFilled = 10;

/** Comments with the words, the newest first, and how many were passed over unread. */
interface Run {
  found: Comment[];
  unread: number;
}

/** Looking for words in comments, on the document port. */
export function createSearch(
  docs: Pick<Collections, "comments" | "search">,
  token: () => string,
): Search & { outdated(numbers: readonly number[]): Promise<void> } {
  const { comments, search } = docs;
  const shelves = createShelves(docs, token);

  async function highest(): Promise<number> {
    const [last] = await comments
      .find({ number: { $gt: 0 } })
      .sort({ number: -1 })
      .limit(1)
      .toArray();
    return last?.number ?? 0;
  }

  async function filled(whole: readonly boolean[]): Promise<Set<number>> {
    const found = await search.find({ _id: { $gte: labels.from, $lt: labels.to } }).toArray();
    return new Set(found.filter((one) => whole.includes(one.whole === true)).map(({ _id }) => shelfOfLabel(_id)));
  }

  /** For each shelf of a stretch the numbers that have a term. */
  async function numbersWith(term: string, from: number, to: number): Promise<Map<number, Set<number>>> {
    const drawer = drawerOf(term);
    const range = { $gte: drawerId(drawer, from), $lte: drawerId(drawer, to) };
    const found = await search.find({ _id: range }).toArray();
    return new Map(found.map(({ _id, words }) => [Number(_id.slice(3)), numbersOf(words, term)]));
  }

  /** The numbers that have all terms on shelves that are filled, the newest first. */
  async function candidates(terms: readonly string[], from: number, to: number): Promise<number[]> {
    const [first, ...others] = await Promise.all(terms.map((term) => numbersWith(term, from, to)));
    const found: number[] = [];
    for (const [shelf, numbers] of first ?? []) {
      const rest = others.map((other) => other.get(shelf));
      for (const number of numbers) if (rest.every((other) => other?.has(number))) found.push(number);
    }
    return found.sort((a, b) => b - a);
  }

  /** The comments that have all terms, some at a time, from a number downwards. */
  async function* runsBelow(terms: readonly string[], top: number): AsyncGenerator<Run> {
    const whole = await filled([true]);
    let unfilled = 0;
    for (let shelf = shelfOf(top); shelf >= 0; shelf--) {
      if (!whole.has(shelf)) {
        unfilled += 1;
        yield unfilled > mostUnfilled ? { found: [], unread: shelfSize } : await leafThrough(terms, shelf, top);
        continue;
      }
      const to = shelf;
      while (to - shelf < stretch - 1 && whole.has(shelf - 1)) shelf -= 1;
      const numbers = (await candidates(terms, shelf, to)).filter((number) => number <= top);
      for (let i = 0; i < numbers.length; i += atOnce) {
        const found = await comments.find({ number: { $in: numbers.slice(i, i + atOnce) } }).toArray();
        yield { found: sorted(found), unread: 0 };
      }
    }
  }

  async function leafThrough(terms: readonly string[], shelf: number, top: number): Promise<Run> {
    const range = { $gte: shelf * shelfSize, $lt: Math.min((shelf + 1) * shelfSize, top + 1) };
    const found = await comments.find({ number: range }).toArray();
    return { found: sorted(found.filter((one) => hasAll(one, terms))), unread: 0 };
  }

  return {
    async outdated(numbers) {
      for (const shelf of new Set(numbers.map(shelfOf))) await shelves.empty(shelf);
    },

    async file(now) {
      const done = await filled([true, false]);
      const last = shelfOf(await highest()) - 2;
      let count = 0;
      for (let shelf = last; shelf >= 0 && count < mostFilled; shelf--) {
        if (done.has(shelf)) continue;
        await shelves.fill(shelf, now);
        count += 1;
      }
      return count;
    },

    async find(terms, sought, { after, limit }) {
      const top = after ? numberIn(after) - 1 : await highest();
      const items: Comment[] = [];
      let looked = 0;
      let unread = 0;
      for await (const run of runsBelow(terms, top)) {
        items.push(...run.found.filter((one) => isSought(one, sought)));
        unread += run.unread;
        looked += run.found.length;
        if (items.length > limit)
          return { items: items.slice(0, limit), next: String(items[limit - 1]?.number), unread };
        if (looked >= mostLooked) return { items, next: String(run.found.at(-1)?.number), unread };
      }
      return { items, next: null, unread };
    },
  };
}

function sorted(found: Comment[]): Comment[] {
  return found.sort((a, b) => b.number - a.number);
}

/** The numbers behind a word in the lines of a drawer, or behind all that begin with it. */
function numbersOf(lines: string, term: string): Set<number> {
  const numbers = new Set<number>();
  const start = `\n${term}${term.length < prefixLength ? " " : ""}`;
  for (let at = lines.indexOf(start); at >= 0; at = lines.indexOf(start, at + 1)) {
    const line = lines.slice(at + 1, lines.indexOf("\n", at + 1));
    for (const number of line.split(" ").slice(1)) numbers.add(Number(number));
  }
  return numbers;
}

function hasAll(comment: Comment, terms: readonly string[]): boolean {
  const text = searchedText(comment);
  if (!terms.every((term) => text.includes(term))) return false;
  const words = [...wordsIn(text)];
  return terms.every((term) => words.some((word) => meets(word, term)));
}

function numberIn(marker: string): number {
  if (/^\d{1,15}$/.test(marker)) return Number(marker);
  throw new Problem("invalid", "This page marker is not one of ours; start from the first page.");
}
