import type { FetchRequest, FetchResponse, GuardedFetch } from "../domain/ports.ts";
import { isProblem, type Problem } from "../domain/problem.ts";
import type { Polling } from "../domain/site.ts";
import { decodeBody } from "./decode.ts";
import { hubsInHeader, type NamedHubs } from "./feed-hub.ts";
import { type ParsedFeed, parseFeedText } from "./feed-parse.ts";
import { freshFor, maxBytes, retryAfterOf, timeoutMs } from "./manners.ts";
import { unpack } from "./unpack.ts";

/** What came of asking for a feed. `address` is the one to ask next time, `fault` a sentence for the owner. */
export type Loaded =
  | {
      kind: "feed";
      address: string;
      base: string;
      feed: ParsedFeed;
      etag: string | null;
      lastModified: string | null;
      freshMs: number;
      /** What the headers say of hubs. */
      hubs: NamedHubs;
    }
  | { kind: "unchanged"; address: string; freshMs: number }
  /** It asks to be left alone for so many seconds; null when it does not say how many. */
  | { kind: "later"; seconds: number | null; fault: string }
  | { kind: "gone"; address: string; fault: string }
  /** Nobody answered in time: asking the same blog for something else would be no better. */
  | { kind: "silent"; fault: string }
  /** `wrong` when there is no feed at this address, so that another one may be looked for; `none` when there is no other. */
  | { kind: "fault"; wrong: boolean; none?: true; fault: string };

export type Validators = Pick<Polling, "etag" | "lastModified">;

/** An answer after redirects, with the address to remember: permanent redirects move it, others do not. */
export interface Answered {
  answer: FetchResponse;
  address: string;
}

const accept =
  "application/feed+json, application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, " +
  "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";

const maxHops = 5;

/** Asks for a feed, with what is remembered of the last answer, and reads it. */
export async function loadFeed(fetch: GuardedFetch, address: string, known: Validators | null): Promise<Loaded> {
  const headers: Record<string, string> = { Accept: accept };
  if (known?.etag) headers["If-None-Match"] = known.etag;
  if (known?.lastModified) headers["If-Modified-Since"] = known.lastModified;
  const asked = await ask(fetch, address, headers);
  return "kind" in asked ? asked : read(asked, address);
}

/** Asks for an address and follows redirects one by one, so that it is known which of them are for good. */
export async function ask(
  fetch: GuardedFetch,
  start: string,
  headers: Record<string, string>,
): Promise<Answered | (Loaded & { kind: "fault" | "silent" })> {
  let url = start;
  let address = start;
  for (let hop = 0; hop <= maxHops; hop++) {
    const request: FetchRequest = { url, headers, maxBytes, timeoutMs, redirects: 0 };
    let answer: FetchResponse;
    try {
      answer = await fetch(request);
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (error.kind !== "upstream") return { kind: "fault", wrong: false, fault: refusal(start, error) };
      const fault = `${start} cannot be read: ${error.message} Check that the blog is up; we try again.`;
      return { kind: "silent", fault };
    }
    const next = redirectOf(answer, url);
    if (next === null) return { answer, address };
    if (address === url && (answer.status === 301 || answer.status === 308)) address = next;
    url = next;
  }
  return {
    kind: "fault",
    wrong: true,
    fault: `${start} is redirected in a circle. Set ANTIPHON_FEED to the feed's own address.`,
  };
}

function redirectOf(answer: FetchResponse, url: string): string | null {
  const location = answer.headers.get("location");
  if (![301, 302, 303, 307, 308].includes(answer.status) || !location) return null;
  return URL.canParse(location, url) ? new URL(location, url).href : null;
}

async function read({ answer, address }: Answered, asked: string): Promise<Loaded> {
  const { status } = answer;
  if (status === 304) return { kind: "unchanged", address, freshMs: freshFor(answer) };
  if (status === 410) {
    return {
      kind: "gone",
      address: asked,
      fault: `The blog says that its feed ${asked} is gone for good (410). Set ANTIPHON_FEED to the new one.`,
    };
  }
  if (status === 429 || status === 503) {
    return {
      kind: "later",
      seconds: retryAfterOf(answer),
      fault: `The blog asks us to come back later for ${asked} (it answered ${status}).`,
    };
  }
  if (status < 200 || status > 299) {
    const wrong = status === 404;
    const advice = wrong
      ? "Set ANTIPHON_FEED to the feed's address."
      : "Open it in a browser to see what is wrong; we try again.";
    return { kind: "fault", wrong, fault: `The feed ${asked} answered ${status}. ${advice}` };
  }
  const body = await unpack(answer.body, maxBytes);
  if (body === null) return { kind: "fault", wrong: true, fault: `${asked} is packed, and cannot be unpacked.` };
  const parsed = await parseFeedText(decodeBody(body, answer.headers.get("content-type")));
  if (typeof parsed === "string") return { kind: "fault", wrong: true, fault: `${asked} ${parsed}` };
  return {
    kind: "feed",
    address,
    base: answer.url,
    feed: parsed,
    etag: answer.headers.get("etag"),
    lastModified: answer.headers.get("last-modified"),
    hubs: hubsInHeader(answer.headers.get("link")),
    freshMs: freshFor(answer),
  };
}

function refusal(address: string, problem: Problem): string {
  if (problem.kind !== "too-large") return `${address} cannot be read: ${problem.message}`;
  return `${address} is larger than ${maxBytes / 1e6} MB. Let the blog list only its newest posts in its feed.`;
}
