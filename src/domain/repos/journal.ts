import type { JournalEntry, JournalNote } from "../journal.ts";
import type { Slice } from "./shared.ts";

/**
 * What happened to each post, for its owner to read. Notes are gathered in memory and written together a moment later, so
 * that they cost the inbox next to nothing; what a crash takes with it is lost, and nothing ever fails for their sake.
 */
export interface Journal {
  /** Returns at once and never throws. */
  note(note: JournalNote): void;
  /** Resolves when all that was noted so far is written, or is given up. */
  written(): Promise<void>;
  /** The newest entries of a thread, or of what belongs to none. */
  of(thread: string | null, page: { after?: string | null; limit: number }): Promise<Slice<JournalEntry>>;
  /** Lets entries name the server instead of a person who is gone. */
  forget(handle: string): Promise<void>;
}
