/**
 * Takes what belongs to a thread to another one, marked with the act that does so, and back by that mark. Everything here
 * may be cut short and be done once more. Comments are raised by a version, and owe nothing: threads are raised by whoever
 * moves.
 */
export interface Moving {
  /** All comments of a thread, in whatever state. Returns how many. */
  comments(from: string, to: string, act: string): Promise<number>;
  /** Those that the act brought, and all that was answered to them since. */
  commentsBack(from: string, to: string, act: string): Promise<number>;
  /**
   * A comment with all below it, wherever it got to in these two threads: to `place`, with paths that fit. Marked with the
   * act, or rid of its mark where it goes `back`. Returns how many were changed.
   */
  branch(
    root: string,
    place: { thread: string; parent: string | null },
    threads: readonly [string, string],
    act: string,
    back?: "back",
  ): Promise<number>;
  /** Reactions to the post itself; somebody who reacted alike to both stays where they are. */
  reactions(from: string, to: string, act: string): Promise<void>;
  reactionsBack(from: string, to: string, act: string): Promise<void>;
  /** What happened to the post, as it was noted. */
  journal(from: string, to: string, act: string): Promise<void>;
  journalBack(from: string, to: string, act: string): Promise<void>;
  /** The keys that lead to the thread. */
  keys(from: string, to: string, act: string): Promise<void>;
  keysBack(from: string, to: string, act: string): Promise<void>;
}
