import type { CommentDraft } from "../../domain/import.ts";
import type { Columns } from "./import-columns.ts";
import { createIds } from "./import-ids.ts";
import { type Likeness, likenessOf } from "./import-likeness.ts";

/** What may be true of a comment of a source. */
export const marks = {
  /** It came itself, and was not only answered. */
  seen: 1,
  removed: 2,
  /** Somebody who is still there answered below it. */
  needed: 4,
  /** It was dealt with: what comes under the same id is another time the same. */
  met: 8,
  wordless: 16,
  linked: 32,
  /** What it answers is not there. */
  orphan: 64,
  /** What it answers is below itself. */
  circling: 128,
} as const;

export type Mark = keyof typeof marks;

/**
 * What is kept of each comment while a source is read, by a number: 38 bytes each in columns, as there may be millions. What is
 * only answered has a number as well.
 */
export interface Entries {
  /** How many comments the source has. */
  readonly count: number;
  /** Enters one, on the thread with that number; `same` and `other` are for an id that was there before. */
  enter(draft: CommentDraft, thread: number): "new" | "same" | "other";
  /** The number of a comment that came; null for none. */
  find(id: string): number | null;
  /** The numbers of those that came. */
  seen(): Iterable<number>;
  idOf(number: number): string;
  threadOf(number: number): number;
  /** The number of what it answers; null for nothing. */
  parentOf(number: number): number | null;
  /** Lets it answer nothing. */
  detach(number: number): void;
  likenessOf(number: number): Likeness;
  depthOf(number: number): number;
  setDepth(number: number, depth: number): void;
  is(number: number, mark: Mark): boolean;
  mark(number: number, mark: Mark): void;
}

/** Seconds since 1970 fit until 2106; what is before or after has no date to be known by. */
const lastSecond = 0xffffffff;

/** No entries yet. */
export function createEntries(columns: Pick<Columns, "create">): Entries {
  const ids = createIds(columns);
  const wide = () => columns.create("wide");
  const [threads, parents, times, words] = [wide(), wide(), wide(), wide()];
  const [flags, depths] = [columns.create("narrow"), columns.create("narrow")];
  let count = 0;

  const is = (number: number, mark: Mark) => (flags.get(number) & marks[mark]) !== 0;
  const mark = (number: number, mark: Mark) => flags.set(number, flags.get(number) | marks[mark]);

  return {
    get count() {
      return count;
    },
    enter(draft, thread) {
      const number = ids.enter(draft.id);
      const likeness = likenessOf(draft.createdAt, draft.author.name, draft.source.text);
      const time = secondOf(likeness.at);
      if (is(number, "seen")) {
        const isSame = times.get(number) === time && words.get(number) === (likeness.words ?? 0);
        return isSame ? "same" : "other";
      }
      count++;
      mark(number, "seen");
      if (draft.state === "removed") mark(number, "removed");
      if (likeness.words === null) mark(number, "wordless");
      threads.set(number, thread);
      times.set(number, time);
      words.set(number, likeness.words ?? 0);
      // Zero stands for none.
      if (draft.parent !== null) parents.set(number, ids.enter(draft.parent) + 1);
      return "new";
    },
    find(id) {
      const number = ids.find(id);
      return number !== null && is(number, "seen") ? number : null;
    },
    *seen() {
      for (let number = 0; number < ids.size; number++) if (is(number, "seen")) yield number;
    },
    idOf: (number) => ids.at(number),
    threadOf: (number) => threads.get(number),
    parentOf: (number) => (parents.get(number) - 1 < 0 ? null : parents.get(number) - 1),
    detach: (number) => parents.set(number, 0),
    likenessOf: (number) => ({
      at: times.get(number) === 0 ? Number.NaN : times.get(number) * 1000,
      words: is(number, "wordless") ? null : words.get(number),
    }),
    depthOf: (number) => depths.get(number),
    setDepth: (number, depth) => depths.set(number, depth),
    is,
    mark,
  };
}

function secondOf(ms: number): number {
  const second = ms / 1000;
  return second > 0 && second <= lastSecond ? second : 0;
}
