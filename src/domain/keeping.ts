/** For how many days things are kept; of mailboxes and what waits, 0 stands for good. */
export interface Keeping {
  /** The names of networks that comments came from. */
  networks: number;
  /** Mailboxes that visitors left with comments. */
  mailboxes: number;
  /** Comments that nobody decided about. */
  held: number;
  /** What happened to posts. */
  journal: number;
  /** What was done on the owner's side. */
  audit: number;
  /** Deliveries that were given up. */
  deliveries: number;
}

/** What is in force where the owner says nothing. */
export const usualKeeping: Keeping = {
  networks: 30,
  mailboxes: 0,
  held: 0,
  journal: 90,
  audit: 730,
  deliveries: 30,
};

const day = 86_400_000;

/** The time before which what is kept for so many days is due. */
export function dueBefore(days: number, now: Date): Date {
  return new Date(now.getTime() - days * day);
}
