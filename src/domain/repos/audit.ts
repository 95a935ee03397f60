import type { Act, AuditEntry } from "../audit.ts";
import type { Undoable } from "../undo.ts";
import type { Slice } from "./shared.ts";

/** What was done on the owner's side, and by whom. Entries are never changed. */
export interface Audit {
  add(entries: readonly AuditEntry[]): Promise<void>;
  /** The newest first; of one subject, one moderator, one blog or one kind of act where they are named. */
  list(
    which: { subject?: string; by?: string; site?: string; act?: Act },
    page: { after?: string | null; limit: number },
  ): Promise<Slice<AuditEntry>>;
}

/** Decisions that can be taken back for a while. */
export interface Undos {
  keep(undoable: Undoable): Promise<void>;
  get(id: string): Promise<Undoable | null>;
  /** Removes one: true for exactly one caller. */
  take(id: string): Promise<boolean>;
}
