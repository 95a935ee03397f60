/** A moment for a `<time>`: machine-readable, and as absolute words in UTC, as pages are cached. */
export interface Moment {
  iso: string;
  text: string;
}

const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
const clockFormat = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/** The moment of a date. */
export function moment(date: Date): Moment {
  return { iso: date.toISOString(), text: `${format.format(date)} UTC` };
}

/** Hour and minute alone, in UTC. */
export function timeOfDay(date: Date): string {
  return `${clockFormat.format(date)} UTC`;
}
