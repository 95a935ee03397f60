import { isActivityType } from "../negotiate.ts";
import { address, idOf, isJson, type Json, many, member, text, typeOf } from "./json.ts";

const maxTags = 100;

/** The names under which software says what a note quotes, the one to be believed first (interop §3.7). */
const names = ["quote", "_misskey_quote", "quoteUrl", "quoteUri", "quoteURL"] as const;

/** What a Link says that it is when it is a quote (FEP-e232). */
const rels = new Set([
  "https://w3id.org/fep/044f#quote",
  "https://misskey-hub.net/ns#_misskey_quote",
  "https://www.w3.org/ns/activitystreams#quoteUrl",
  "http://fedibird.com/ns#quoteUri",
]);

/** The address of what a note quotes, whichever way it says so; null when it quotes nothing. */
export function quotedIn(note: Json): string | null {
  for (const name of names) {
    const quoted = idOf(member(note, name));
    if (quoted !== null) return quoted;
  }
  const links = many(member(note, "tag")).slice(0, maxTags).filter(isJson).filter(isQuoteLink);
  return address(links[0] && member(links[0], "href"));
}

function isQuoteLink(tag: Json): boolean {
  if (typeOf(tag) !== "Link" || !isActivityType(text(member(tag, "mediaType"), 200))) return false;
  return many(member(tag, "rel")).some((rel) => rels.has(rel as string));
}
