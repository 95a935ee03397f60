/** A like or a boost of a comment or a post by one verified actor, counted once. */
export interface Reaction {
  /** Kind, target and actor: who likes twice counts once. */
  _id: string;
  kind: "like" | "boost";
  /** The comment or thread reacted to. */
  target: string;
  actor: string;
  host: string;
  /** The id of the activity, by which it can be undone. */
  activity: string;
  /** Undone, but kept until the signature of the first delivery cannot be replayed any more. */
  undone: boolean;
  createdAt: Date;
}
