/** Something that was erased for good: the id of a comment, or `kind KEYED-HASH` for what has no id that names nobody. */
export interface Erasure {
  _id: string;
  at: Date;
  /** A backup that is older than it was restored: it has to be erased again. */
  due?: boolean;
}

/** What was erased, so that the restore of an older backup does not bring it back for long. None of it names anybody. */
export interface Erasures {
  note(id: string): Promise<void>;
  /** It came back by itself. */
  lift(id: string): Promise<void>;
  /** Some of those that have to be erased again. */
  due(limit: number): Promise<Erasure[]>;
  /** When one of them was erased that has to be erased again; null where it has not. */
  dueSince(id: string): Promise<Date | null>;
  /** They were erased again. */
  settle(ids: readonly string[]): Promise<void>;
}
