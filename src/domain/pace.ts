import type { PollingSkips } from "./site.ts";
import { spread } from "./spread.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** What a mean gap between posts is divided by: a weekly blog is asked every seven hours. */
const looksPerGap = 24;

/** Only so many of the newest posts tell the pace. */
const paceOf = 10;

/**
 * The wait between polls, in milliseconds, that suits a feed's pace: from the mean gap between its newest posts of the
 * last year. What is older says nothing of today, nor do the dates that generators make up for undated pages.
 */
export function paceFor(published: readonly (Date | null)[], now: Date): number {
  const ages = published.flatMap((date) => (date ? now.getTime() - date.getTime() : [])).filter((age) => age >= 0);
  if (ages.length === 0) return hour;
  const newest = ages
    .filter((age) => age < 365 * day)
    .sort((a, b) => a - b)
    .slice(0, paceOf);
  const oldest = newest.at(-1);
  return oldest === undefined ? day : within(oldest / newest.length / looksPerGap, 15 * minute, day);
}

/**
 * When to poll next: after the wait and up to a tenth more, by site and time alone, 15 minutes to one day from now; later
 * where a feed asks to be left alone at that hour or on that day.
 */
export function nextPoll(site: string, waitMs: number, now: Date, skips: PollingSkips | null = null): Date {
  const wait = within(waitMs, 15 * minute, day / 1.1);
  const part = spread(`${site} ${now.toISOString()}`);
  const next = now.getTime() + Math.floor(wait * (1 + 0.1 * part));
  if (!skips || !isSkipped(next, skips)) return new Date(next);
  for (let at = startOfHour(next) + hour; at < next + 8 * day; at += hour)
    if (!isSkipped(at, skips)) return new Date(at + Math.floor(part * 10 * minute));
  return new Date(next);
}

function isSkipped(at: number, { hours, days }: PollingSkips): boolean {
  const date = new Date(at);
  return hours.includes(date.getUTCHours()) || days.includes(date.getUTCDay());
}

function startOfHour(at: number): number {
  return at - (at % hour);
}

/** A number moved between two bounds. */
export function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
