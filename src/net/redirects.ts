import type { FetchRequest, FetchResponse } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { guardUrl, type UrlRules } from "./url-rules.ts";

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Headers that speak to one server only and must not travel to the next. */
const bound = new Set(["authorization", "cookie", "host", "signature", "signature-input"]);

/** Whether an answer sends us elsewhere. */
export function isRedirect(answer: Pick<FetchResponse, "status" | "headers">): boolean {
  return redirectStatuses.has(answer.status) && answer.headers.get("location") !== null;
}

/**
 * Where a redirect leads, guarded like a first address. Throws `forbidden` where it leads to an address that must not be
 * asked, from https to http, or away from a POST, whose body is meant for the one who was asked.
 */
export function nextHop(from: URL, answer: FetchResponse, request: FetchRequest, rules: UrlRules): URL {
  if (request.method === "POST") {
    throw new Problem("forbidden", `${from.hostname} redirects what was sent to it; send it to the right address.`);
  }
  const next = guardUrl(answer.headers.get("location") ?? "", rules, from);
  if (from.protocol === "https:" && next.protocol !== "https:") {
    throw new Problem("forbidden", `${from.hostname} redirects from https:// to http://.`);
  }
  return next;
}

/** The fixed headers of a request as they may be sent to `to`, when the first address asked was `first`. */
export function headersAt(to: URL, first: URL, headers: Record<string, string> = {}): Record<string, string> {
  if (to.origin === first.origin) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !bound.has(name.toLowerCase())));
}
