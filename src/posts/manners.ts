import type { FetchResponse } from "../domain/ports.ts";

/** The most that is read of a page or a feed, in bytes. */
export const maxBytes = 5_000_000;
/** The longest that a page or a feed may take, in milliseconds. */
export const timeoutMs = 10_000;

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
