import type { Comment } from "./comment.ts";
import type { Site } from "./site.ts";
import type { Thread } from "./thread.ts";

/**
 * What the owner of a mailbox said: `asked` stands for no answer yet, `confirmed` is told of answers to what they wrote,
 * `stopped` is told of nothing until they ask for it again.
 */
export type MailboxState = "asked" | "confirmed" | "stopped";

/** A visitor's mailbox, known by a keyed hash of blog and address: what is kept of it names nobody. */
export interface Mailbox {
  _id: string;
  state: MailboxState;
  /** When it last changed. */
  at: Date;
}

/** A letter to a visitor, as what it says and not how it looks. */
export interface Letter {
  /** The same for each try, so that a letter that is sent twice is known as one. */
  id: string;
  to: string;
  /** Opens the pages by which mail is confirmed and stopped, or those of somebody's data. */
  key: string;
  site: Site;
  thread: Thread;
  /** Asks whether they want it, brings an answer to what they wrote, or the link to what is kept of them. */
  says: { kind: "confirm" } | { kind: "data" } | { kind: "answer"; answer: Comment };
  /** What the reader of the letter wrote. */
  comment: Comment;
}

/** What became of a letter: `later` is worth another try, `refused` is not. */
export type Posted = { kind: "sent" } | { kind: "later" | "refused"; reason: string };

/** Hands letters to the mail server. Never throws for the server's sake. */
export interface Mailer {
  send(letter: Letter): Promise<Posted>;
}
