import type { GuardedFetch } from "../src/domain/ports.ts";
import { isJson, type Json, many, text } from "./incoming/json.ts";
import { isActivityType } from "./negotiate.ts";

/** A link of a WebFinger answer, as far as it was given. */
export interface FoundLink {
  rel: string;
  type: string | null;
  href: string | null;
  template: string | null;
}

/** What another server's WebFinger said (RFC 7033). */
export type Fingered =
  | { kind: "found"; subject: string | null; links: FoundLink[] }
  /** It answered, and knows nothing of that name, or says it with something that is no description. */
  | { kind: "unknown"; status: number };

/** Asks the WebFinger of an origin about a resource. Throws what the guarded fetch throws. */
export type AskWebFinger = (origin: string, resource: string) => Promise<Fingered>;

const accept = "application/jrd+json, application/json";
const maxBytes = 200_000;
const maxLinks = 50;
const maxLength = 4000;

/** WebFinger from the asking side: bounded, guarded, and content with whatever type the answer claims to be. */
export function createAskWebFinger(fetch: GuardedFetch, timeoutMs = 5000): AskWebFinger {
  return async function askWebFinger(origin, resource) {
    const url = `${origin}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`;
    const answer = await fetch({ url, headers: { accept }, maxBytes, timeoutMs, redirects: 3 });
    const described = answer.status === 200 ? parse(answer.body) : null;
    if (!described) return { kind: "unknown", status: answer.status };
    const links = many(described["links"]).slice(0, maxLinks).flatMap(readLink);
    return { kind: "found", subject: text(described["subject"], maxLength), links };
  };
}

/** The actor that an answer names; null when it names none. */
export function selfOf(found: Fingered): string | null {
  const links = found.kind === "found" ? found.links : [];
  return links.find(({ rel, type }) => rel === "self" && isActivityType(type))?.href ?? null;
}

function readLink(link: unknown): FoundLink[] {
  if (!isJson(link)) return [];
  const [rel, type, href, template] = ["rel", "type", "href", "template"].map((name) => text(link[name], maxLength));
  return rel ? [{ rel, type: type ?? null, href: href ?? null, template: template ?? null }] : [];
}

function parse(body: Buffer): Json | null {
  try {
    const described: unknown = JSON.parse(body.toString("utf8"));
    return isJson(described) ? described : null;
  } catch {
    return null;
  }
}
