/** What networks are hashed with for a while, beside the node's secret. Once it is gone, nobody can try out what a hash stands for. */
export interface Salt {
  /** The period that it is for, as four digits. */
  _id: string;
  word: string;
}

/** For how long one salt is used, in milliseconds: four weeks, so that talk has the same faces to its end. */
export const saltMs = 28 * 86_400_000;

/** The period that a moment lies in, as four digits: later ones are greater texts. */
export function periodOf(time: Date): string {
  return String(Math.floor(time.getTime() / saltMs)).padStart(4, "0");
}

/** When a period ends. */
export function endOf(period: string): Date {
  return new Date((Number(period) + 1) * saltMs);
}

/** What all names of networks in a period begin with: greater than any hash without a salt, and in the order of time. */
export function namesOfPeriod(period: string): string {
  return `~${period}~`;
}

/** What names under any salt begin with. */
export const anySalt = "~";

/** Whether a text is the name of a network under a salt, rather than a hash without one. */
export function isSalted(name: string): boolean {
  return name.startsWith(anySalt);
}
