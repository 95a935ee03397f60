import type { Votes as Counts } from "../comment.ts";
import type { Vote } from "../vote.ts";

/** Who voted on what, one document for each comment and voter. */
export interface Votes {
  get(comment: string, voter: string): Promise<Vote | null>;
  /** What somebody thinks of some comments, by their ids; what they said nothing of, or took back, is not in it. */
  of(voter: string, comments: readonly string[]): Promise<Map<string, "up" | "down">>;
  /** Stores a first vote; `already` when there is one, and then nothing changes. */
  add(vote: Vote): Promise<"added" | "already">;
  /** Stores a vote in the place of the one before. */
  put(vote: Vote): Promise<void>;
  /** How many stand for and against a comment. */
  counts(comment: string): Promise<Counts>;
  /** Deletes all votes on a comment. */
  forget(comment: string): Promise<void>;
}
