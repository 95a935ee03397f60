import { parseTemplate } from "url-template";
import type { GuardedFetch } from "../src/domain/ports.ts";
import { isProblem } from "../src/domain/problem.ts";
import type { FindWay, Home } from "../src/usecases/visit/reply-from-home.ts";
import { createAskWebFinger, type FoundLink } from "./ask-webfinger.ts";

const intents = "https://w3id.org/fep/3b86/";
const subscribe = "http://ostatus.org/schema/1.0/subscribe";

/** Links that lead to a reply, the most direct first, each with the variable that must be in its template. */
const ways = [
  { rel: `${intents}Create`, variable: "inReplyTo" },
  { rel: `${intents}Object`, variable: "object" },
  { rel: subscribe, variable: "uri" },
] as const;

const longestUrl = 4000;

/**
 * Finds where a reader's server takes up a reply to something: by the activity intents of FEP-3b86, else by the older
 * link for subscribing, filled in by RFC 6570. Throws `forbidden` for a server that must not be asked, `invalid` for an
 * address that is none.
 */
export function createFindWay({ fetch }: { fetch: GuardedFetch }): FindWay {
  const ask = createAskWebFinger(fetch);

  return async function findWay(home, address) {
    let answered = false;
    for (const resource of resourcesOf(home)) {
      try {
        const found = await ask(`https://${home.host}`, resource);
        answered = true;
        const url = found.kind === "found" ? wayIn(found.links, address) : null;
        if (url !== null) return { kind: "open", url };
      } catch (error) {
        if (!isProblem(error, "upstream", "too-large")) throw error;
        // Whoever does not answer once is not asked under other names.
        if (error.kind === "upstream") break;
      }
    }
    return { kind: answered ? "none" : "away" };
  };
}

/** What to ask for: the account, then the server itself, which some describe as an account of its own. */
function resourcesOf({ host, name, profile }: Home): string[] {
  const account = name === null ? [] : [`acct:${name}@${host}`];
  return [...account, ...(profile === null ? [] : [profile]), `https://${host}/`, `acct:${host}@${host}`];
}

function wayIn(links: readonly FoundLink[], address: string): string | null {
  for (const { rel, variable } of ways) {
    for (const { rel: given, template } of links) {
      if (given !== rel || template === null || !names(template, variable)) continue;
      const url = expand(template, { [variable]: address, ...(variable === "inReplyTo" ? { type: "Note" } : {}) });
      if (url !== null) return url;
    }
  }
  return null;
}

function names(template: string, variable: string): boolean {
  return new RegExp(`\\{[^{}]*\\b${variable}\\b[^{}]*\\}`).test(template);
}

/** Null for what is no web address once it is filled in: nobody is sent to a script. */
function expand(template: string, values: Record<string, string>): string | null {
  // Half a character cannot be written in an address.
  if (/\p{Surrogate}/u.test(template)) return null;
  const url = parseTemplate(template).expand(values);
  if (url.length > longestUrl || !URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  return (protocol === "https:" || protocol === "http:") && username === "" && password === "" ? href : null;
}
