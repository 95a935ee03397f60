import type { Author } from "../../domain/author.ts";
import { modelSize } from "../../domain/spam.ts";
import { fnv1a } from "../../domain/spread.ts";
import { wordsIn } from "../../domain/words.ts";

/** What is looked at of a comment. */
export interface Words {
  text: string;
  /** Null where links say nothing, as on the fediverse, where names and tags are links too. */
  links: number | null;
  author: Author;
}

/** The start and the end of a long text are looked at, so many characters of each. */
const maxPart = 3_000;
const maxFeatures = 300;

const address = /\bhttps?:\/\/[^\s<>()[\]"']+/giu;
/**
 * The features of a comment in any language, by their numbers: its words, where its links lead, and what its author says
 * of themselves. Each comes with the words that tell it to the owner; null for one that would tell nothing.
 */
export function featuresOf({ text, links, author }: Words): Map<number, string | null> {
  const found = new Map<number, string | null>();
  const add = (kind: string, value: string, label: string | null) => {
    if (found.size < maxFeatures) found.set(fnv1a(`${kind} ${value}`) % modelSize, label);
  };
  const part = text.length > 2 * maxPart ? `${text.slice(0, maxPart)} ${text.slice(-maxPart)}` : text;
  if (links !== null) add("links", String(Math.min(links, 4)), null);
  for (const host of hostsIn(part)) add("host", host, host);
  for (const [kind, value] of saysOfThemselves(author)) add(kind, value, kind === "name" ? null : value);
  for (const word of plainWordsIn(part.replace(address, " "))) add("word", word, word);
  return found;
}

function* saysOfThemselves(author: Author): Generator<["name" | "host" | "mail" | "from", string]> {
  for (const word of plainWordsIn(author.name)) yield ["name", word];
  if (author.kind === "remote") {
    yield ["from", new URL(author.id).hostname];
    return;
  }
  if (author.website) for (const host of hostsIn(author.website)) yield ["host", host];
  if (author.email) yield ["mail", author.email.slice(author.email.lastIndexOf("@") + 1).toLowerCase()];
}

/** The hosts of all addresses, and the ends of their names, which spammers buy together. */
function* hostsIn(text: string): Generator<string> {
  for (const [found] of text.matchAll(address)) {
    if (!URL.canParse(found)) continue;
    const { hostname } = new URL(found);
    yield hostname.replace(/^www\./, "");
    yield `.${hostname.slice(hostname.lastIndexOf(".") + 1)}`;
  }
}

function plainWordsIn(text: string): Generator<string> {
  return wordsIn(text.normalize("NFKC").toLowerCase());
}
