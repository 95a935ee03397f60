import type { IncomingHttpHeaders } from "node:http";
import { Problem } from "../../src/domain/problem.ts";

/** A request as it came over the wire, with the exact bytes of its body. */
export interface SignedRequest {
  method: string;
  /** Path and query, as received. */
  target: string;
  headers: IncomingHttpHeaders;
  /** Names and values in turn, for finding a header that was sent twice. */
  rawHeaders: readonly string[];
  body: Buffer;
}

/** What the verifier is told of the node: its public origin and the time. */
export interface Standpoint {
  origin: string;
  now: Date;
}

/** A signature that covers what it must and is fresh; whether it holds depends on the key alone. */
export interface Claim {
  keyId: string;
  /** The algorithm as it was named, checked against the key; null when none was. */
  algorithm: string | null;
  signature: Buffer;
  /** Until when it would be accepted. */
  until: Date;
  /** The texts that may have been signed, the likeliest first. */
  bases: () => readonly string[];
}

/** Whether a request carries a body that its signature has to cover; a GET carries none. */
export function carriesBody({ method }: Pick<SignedRequest, "method">): boolean {
  return method !== "GET" && method !== "HEAD";
}

const hour = 3_600_000;

/** How far a signature may lie from our clock, both ways. */
const windowMs = hour;

/** How long ago a signature may have been made when it names its own, signed expiry. */
const longestLifeMs = 12 * hour;

/**
 * Holds a signature's times against the clock: one hour both ways, and up to twelve hours back while a signed expiry
 * has not passed. Returns until when that will be so. Throws `unauthorized`.
 */
export function checkFreshness(made: number, expires: number | null, now: Date): Date {
  const time = now.getTime();
  if (!Number.isFinite(made)) throw new Problem("unauthorized", "The date of the signature cannot be read.");
  if (made > time + windowMs)
    throw new Problem("unauthorized", "The signature was made in the future: check the clock.");
  if (expires !== null && !(expires >= time)) throw new Problem("unauthorized", "The signature has expired.");
  const until = expires === null ? made + windowMs : Math.min(expires, made + longestLifeMs);
  if (until < time) throw new Problem("unauthorized", "The signature is too old: sign again for each attempt.");
  return new Date(until);
}

/**
 * The headers that a signature names, with the host put in from our own address: what was signed for another server
 * never holds here, and a proxy that rewrites the host does no harm. Throws `unauthorized` for one that is not there.
 */
export function namedHeaders(names: Iterable<string>, request: SignedRequest, origin: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of names) {
    const value = name === "host" ? hostOf(origin) : request.headers[name];
    if (typeof value !== "string") throw new Problem("unauthorized", `The signed header “${name}” is not there.`);
    headers[name] = value;
  }
  return headers;
}

/** The address asked, as the sender must have written it. Throws `unauthorized` for a target that is no path of ours. */
export function addressOf(request: SignedRequest, origin: string): URL {
  const url = URL.canParse(request.target, origin) ? new URL(request.target, origin) : null;
  if (url?.origin !== origin) throw new Problem("unauthorized", "The signed address cannot be read.");
  return url;
}

/** Path and query that were asked, as they came: senders sign what they send. Throws as `addressOf` does. */
export function targetOf(request: SignedRequest, origin: string): string {
  if (/^\/(?!\/)/.test(request.target)) return request.target;
  const { pathname, search } = addressOf(request, origin);
  return pathname + search;
}

function hostOf(origin: string): string {
  return origin.slice(origin.indexOf("//") + 2);
}
