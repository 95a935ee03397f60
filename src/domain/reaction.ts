/**
 * How somebody reacts. A like may carry an emoji, and there is one of them for each person; an `emoji` is one of several.
 * A `permit` is leave to quote in a post that is not for everybody: given, and never counted.
 */
export type ReactionKind = "like" | "boost" | "dislike" | "emoji" | "quote" | "permit";

/** A reaction to a comment or a post by one verified actor, counted once. */
export interface Reaction {
  /**
   * Kind, target and actor, and which emoji where there may be several (`reactionId`); who likes twice counts once. Of a
   * quote and a permit, a hash of the actor, the post that quotes and what it quotes; its leave is looked up by it.
   */
  _id: string;
  kind: ReactionKind;
  /** The comment or thread reacted to. */
  target: string;
  actor: string;
  host: string;
  /** The id of the activity, by which it can be undone; of a quote, that of the post that quotes. */
  activity: string;
  /** The key of the emoji that it carries. */
  emoji?: string;
  quote?: Quote;
  /** Undone, but kept until the signature of the first delivery cannot be replayed any more. */
  undone: boolean;
  /** The acts that brought it from thread to thread, and can be taken back. */
  moves?: string[];
  createdAt: Date;
}

/** What is known of a post elsewhere that quotes something of ours. */
export interface Quote {
  /** The name of our actor that is quoted. */
  by: string;
  /** The path of what is quoted, on our own origin. */
  of: string;
  /** Its author asked, and was given leave that others can look up. */
  stamped: boolean;
}

/** Somebody asks for leave to quote something of ours. */
export interface QuoteAsk extends Pick<Quote, "by" | "of"> {
  /** The id of the request, which the answer must name. */
  id: string;
  actor: string;
  inbox: string;
  /** The id of the post that is to quote. */
  note: string;
  /** The identity of the quote, which the leave is looked up by. */
  quote: string;
}

/** The identity of a reaction. */
export function reactionId(kind: ReactionKind, target: string, actor: string, emoji = ""): string {
  return kind === "emoji" ? `${kind} ${target} ${actor} ${emoji}` : `${kind} ${target} ${actor}`;
}
