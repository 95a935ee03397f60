import type { Comment } from "./comment.ts";
import type { Posted } from "./mailbox.ts";
import type { Case } from "./report.ts";
import type { Site } from "./site.ts";
import type { Thread } from "./thread.ts";

/** Which comments letters to the owner are about: those that wait, or every new one. */
export const letterSubjects = ["held", "all"] as const;
export type LetterSubject = (typeof letterSubjects)[number];

/** When letters to the owner are written: never, soon but never one for each of many, or collected. */
export const letterPaces = ["none", "at-once", "hourly", "daily"] as const;
export type LetterPace = (typeof letterPaces)[number];

/** Who of a blog's owners is written to, about what, and how often. */
export interface OwnerLetters {
  to: string[];
  about: LetterSubject;
  pace: LetterPace;
}

/** Where nothing was decided. */
export const noLetters: OwnerLetters = { to: [], about: "held", pace: "at-once" };

/** So many mailboxes of a blog are written to at most. */
export const maxOwners = 10;

const mailbox = /^[^\s@<>,;:"()[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/i;

/** Whether a text is the bare address of a mailbox, with nothing in it that a header could be made of. */
export function isMailbox(text: string): boolean {
  return text.length <= 254 && mailbox.test(text);
}

/** What links of letters and messages can do, each once. */
export const linkActs = ["approve", "hide", "show", "spam", "delete", "block", "unblock"] as const;
export type LinkAct = (typeof linkActs)[number];

/** A comment in a letter, with the keys of its links. */
export interface LetterItem {
  comment: Comment;
  thread: Thread;
  links: { act: LinkAct; key: string }[];
  /** What was reported; null where nothing was. */
  report: Case | null;
}

/** A letter to an owner, as what it says and not how it looks. */
export interface OwnerLetter {
  /** The same for each try. */
  id: string;
  to: string;
  site: Site;
  /** The newest last. */
  items: LetterItem[];
  /** How many others wait besides; counted up to `moreAtMost`. */
  more: number;
}

/** The waiting comments besides those of a letter are counted up to here. */
export const moreAtMost = 1_000;

/** What the node has to say of itself: that it needs somebody, that this is over, or that somebody’s way in was changed. */
export type WordKind = "trouble" | "over" | "door";

/** Hands letters for owners to the mail server. Never throws for the server's sake. */
export interface OwnerMailer {
  send(letter: OwnerLetter): Promise<Posted>;
  /** A letter that only shows that letters arrive. */
  test(to: string): Promise<Posted>;
  /** What the node says of itself, in a sentence. The id is the same for each try. */
  word(id: string, to: string, kind: WordKind, sentence: string): Promise<Posted>;
}

/** What an owner can ask of the mail server. */
export interface MailDesk {
  /** The server without its password, and the sender. */
  server: string;
  from: string;
  /** Sends a letter that only shows that letters arrive. */
  test(to: string): Promise<Posted>;
  /** Connects and signs in, and sends nothing. */
  greet(): Promise<Posted>;
}
