import type { EarlierWords } from "../history.ts";

/** What comments said before they were changed, for their owner alone. */
export interface Histories {
  /** Keeps one more version; the oldest go. */
  keep(comment: string, words: EarlierWords): Promise<void>;
  /** The newest first. */
  of(comment: string): Promise<EarlierWords[]>;
  forget(comment: string): Promise<void>;
}
