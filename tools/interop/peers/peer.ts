/** A note as another server shows it to its person. */
export interface Seen {
  id: string;
  /** What it says, as HTML. */
  html: string;
  /** The account of its author, as `@name@host`. */
  author: string;
  inReplyTo: string | null;
}

/** Who may read what a person writes. */
export type Audience = "public" | "followers";

/** How a follow stands, as the follower's server tells it. */
export type Following = "no" | "asked" | "accepted";

/** The blog's account, by the names under which others find it. */
export interface BlogAccount {
  handle: string;
  actor: string;
}

/** A server that somebody else wrote, with one person who reads and writes there. Addresses are ids of notes. */
export interface Peer {
  /** The id of the person's actor. */
  actor: string;
  /** Whether a Reject ends a follow that was accepted before; where it does not, the person goes on to believe that they follow. */
  heedsReject: boolean;
  /** Finds the account by WebFinger and asks to follow it; returns what was found. */
  follow(blog: BlogAccount): Promise<string>;
  unfollow(): Promise<void>;
  following(): Promise<Following>;
  /** A note by some of its words; null when the person is not shown one. */
  find(words: string): Promise<Seen | null>;
  /** Answers a note and returns the id of the answer. */
  reply(to: string, text: string, audience?: Audience): Promise<string>;
  edit(note: string, text: string): Promise<void>;
  delete(note: string): Promise<void>;
  like(note: string): Promise<void>;
  unlike(note: string): Promise<void>;
  boost(note: string): Promise<void>;
  unboost(note: string): Promise<void>;
  /** Deletes the person's account. */
  leave(): Promise<void>;
  /** What passed between the servers so far, as sentences: what, in which dialect, answered how. */
  traffic(): Promise<string[]>;
  stop(): Promise<void>;
}
