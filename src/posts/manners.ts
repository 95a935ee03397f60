import type { FetchResponse } from "../domain/ports.ts";
import { spread } from "../domain/spread.ts";

/** The most that is read of a page or a feed, in bytes. */
export const maxBytes = 5_000_000;
/** The longest that a page or a feed may take, in milliseconds. */
export const timeoutMs = 10_000;

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** What a mean gap between posts is divided by: a weekly blog is asked every seven hours. */
const looksPerGap = 24;

/** Only so many of the newest posts tell the pace. */
const paceOf = 10;

/** Seconds to wait as `Retry-After` says; null without one. A date counts from the answer's own `Date`. */
export function retryAfterOf({ headers }: Pick<FetchResponse, "headers">): number | null {
  const value = headers.get("retry-after")?.trim();
  if (!value) return null;
  if (/^\d+$/.test(value)) return Number(value);
  const until = Date.parse(value) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(until) ? null : Math.max(0, Math.ceil(until / 1000));
}

/** Milliseconds for which an answer calls itself fresh; 0 without a word. */
export function freshFor({ headers }: Pick<FetchResponse, "headers">): number {
  const control = headers.get("cache-control") ?? "";
  return /no-cache|no-store/i.test(control) ? 0 : Number(/max-age\s*=\s*"?(\d+)/i.exec(control)?.[1] ?? 0) * 1000;
}

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

/** When to poll next: after the wait and up to a tenth more, by site and time alone; 15 minutes to one day from now. */
export function nextPoll(site: string, waitMs: number, now: Date): Date {
  const wait = within(waitMs, 15 * minute, day / 1.1);
  return new Date(now.getTime() + Math.floor(wait * (1 + 0.1 * spread(`${site} ${now.toISOString()}`))));
}

/** A number moved between two bounds. */
export function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
