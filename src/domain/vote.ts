/** What somebody thinks of a comment; `none` once they took it back. */
export type VoteValue = "up" | "down" | "none";

/** The vote of one reader on one comment. */
export interface Vote {
  /** Comment and voter (`voteId`), so that who votes twice counts once. */
  _id: string;
  comment: string;
  /** A keyed hash of the word in the voter's cookie: says nothing of who they are. */
  voter: string;
  value: VoteValue;
  at: Date;
}

/** The identity of a vote. */
export function voteId(comment: string, voter: string): string {
  return `${comment} ${voter}`;
}
