import type { Example, Lesson, SpamModel } from "../spam.ts";

/** What the owner's decisions taught, for each site by itself. */
export interface Lessons {
  /** What a site has learned; null when it is nothing yet. */
  model(site: string): Promise<SpamModel | null>;
  /**
   * Counts what a comment was found to be, once, and takes back what it counted as before. It can be taken back until
   * the time given. Says whether that changed anything: nothing is learned twice, nor beyond `enoughLessons`.
   */
  teach(comment: { _id: string; site: string }, example: Example, until: Date): Promise<boolean>;
  /** What a comment counts as; null when nothing was learned from it, or that can be taken back no more. */
  of(comment: string): Promise<Lesson | null>;
  /** Takes back what a comment counted as. */
  forget(comment: string): Promise<void>;
}

/** What may be used once, until it would not be good any more by itself. */
export interface Spent {
  /** Uses something up: true for exactly one caller. */
  spend(id: string, until: Date): Promise<boolean>;
  /** Gives back what was used up for something that then could not be done. */
  giveBack(id: string): Promise<void>;
}
