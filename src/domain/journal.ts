import type { headlines } from "./journal-words.ts";

/** What happened, in a closed set: each has its sentence in `journal-words.ts`. */
export type Happening = keyof typeof headlines;

/** Something that happened to a post, or to the node, as it is noted. */
export interface JournalNote {
  /** The thread it concerns; null for what can be tied to none. */
  thread: string | null;
  what: Happening;
  /** The handle of a person, or the host of a server; null for nobody in particular. Of a private message the host alone. */
  who: string | null;
  /** Where it can be looked at: the address of a comment or a message elsewhere. */
  object: string | null;
  /** Why, in plain words; null where there is nothing to explain. Never a word of what was dropped. */
  reason: string | null;
  /** Alike ones of one hour make one line that counts them. */
  gather?: true;
}

/** The same as it is kept. */
export interface JournalEntry extends Omit<JournalNote, "gather"> {
  _id: string;
  /** The acts that brought it from thread to thread, and can be taken back. */
  moves?: string[];
  /** How often it happened within the hour; 1 for what stands alone. */
  times: number;
  /** When it happened, the last time. */
  createdAt: Date;
  /** Until when it is kept. */
  until: Date;
}

const day = 86_400_000;

/** For how long entries are kept, in milliseconds, and how many: of each thread, and of what belongs to none. */
export const journalBounds = {
  thread: { keepMs: 90 * day, most: 1000 },
  node: { keepMs: 14 * day, most: 500 },
} as const;
