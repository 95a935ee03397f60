/** Beyond this the strictest servers refuse what is signed, in seconds. */
export const farOffSeconds = 300;

/** How many seconds a clock is off from another one. */
export function secondsOff(theirs: Date, ours: Date): number {
  return Math.round(Math.abs(theirs.getTime() - ours.getTime()) / 1000);
}
