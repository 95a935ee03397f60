import type { Mailbox, MailboxState } from "../mailbox.ts";

export interface Mailboxes {
  get(id: string): Promise<Mailbox | null>;
  set(id: string, state: MailboxState, now: Date): Promise<void>;
  /** Forgets what a mailbox wants, as if it had never been asked. */
  forget(id: string): Promise<void>;
}
