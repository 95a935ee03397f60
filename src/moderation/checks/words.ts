import { domainToUnicode } from "node:url";
import type { Author } from "../../domain/author.ts";
import { type Block, holdsOn, type Severity, severityOf } from "../../domain/block.ts";
import type { Draft, Html } from "../../domain/ports.ts";
import { sentence } from "../../domain/sentence.ts";
import { publish } from "../../domain/verdict.ts";
import { tidyPattern } from "../../domain/word-pattern.ts";
import { compileWords, type WordRules } from "../../domain/word-rules.ts";
import type { CurrentWords } from "../current-words.ts";
import type { Check } from "../pipeline.ts";

const longestText = 100_000;
const mostNamed = 3;

/**
 * Refuses or holds what has words that the owner has a rule on: in the text, the name, the website, or where links lead.
 * Patterns that are tried hold besides. Throws `invalid` for one that is none.
 */
export function createWords(current: CurrentWords, html: Html, tried: readonly string[] = []): Check {
  const trying = compileWords(tried.map(tidyPattern), (pattern) => pattern);
  return async (draft) => {
    const rules = await current();
    if (rules.size + trying.size === 0) return publish;
    const texts = textsOf(html, draft);
    const { refusing, holding } = wordsAgainst(rules, texts, draft.site._id);
    if (refusing.length > 0)
      return {
        kind: "refuse",
        reasons: [draft.origin === "web" ? sentence("refused.rule") : `It has ${named(refusing)}.`],
      };
    const reasons = [
      ...(holding.length > 0 ? [holdsWords(holding)] : []),
      ...trying.find(texts).map((pattern) => `It has “${pattern}”.`),
    ];
    return reasons.length === 0 ? publish : { kind: "hold", reasons };
  };
}

/** The rules on words that texts meet on a blog, by what they do. */
export function wordsAgainst(rules: WordRules<Block>, texts: readonly string[], site: string) {
  const found = rules.find(texts).filter((rule) => holdsOn(rule, site));
  const that = (severity: Severity) => found.filter((rule) => severityOf(rule) === severity);
  return { refusing: that("block"), holding: that("hold") };
}

/** Why something waits that has words which rules hold. */
export function holdsWords(holding: readonly Block[]): string {
  return `It has ${named(holding)}, which a rule of yours holds.`;
}

/** Whether no rule on words would hold or refuse somebody on a blog for what they are called. */
export async function mayBeNamed(current: CurrentWords, author: Author, site: string): Promise<boolean> {
  const found = (await current()).find(namesOf(author).flatMap(spellings));
  return found.every((rule) => severityOf(rule) === "noop" || !holdsOn(rule, site));
}

function namesOf(author: Author): string[] {
  return author.kind === "remote" ? [author.name, author.handle, author.url] : [author.name, author.website ?? ""];
}

/** All words of a draft that readers see, and where its links lead. */
export function textsOf(
  html: Html,
  { text, html: shown, words, more = [], author }: Pick<Draft, "text" | "html" | "words" | "more" | "author">,
): string[] {
  const self = namesOf(author);
  if (shown === undefined) return [text, ...more, ...self];
  // Markup may part a word in the source that readers see whole.
  const links = [...shown.matchAll(/\shref="([^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
  const read = words ?? html.toText(shown, longestText);
  return [...new Set([text, read, ...more, ...self, ...links].flatMap(spellings))];
}

/** An address as it is, and as people read it. */
function spellings(text: string): string[] {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return [text];
  const url = new URL(text);
  const path = `${url.pathname}${url.search}`.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    return new TextDecoder().decode(Uint8Array.from(bytes.slice(1).split("%"), (byte) => Number.parseInt(byte, 16)));
  });
  return [text, `${domainToUnicode(url.hostname)} ${path}`];
}

function named(rules: readonly Block[]): string {
  const all = rules.slice(0, mostNamed).map(({ label, value }) => `“${label || value}”`);
  return rules.length > mostNamed ? `${all.join(", ")} and more` : all.join(" and ");
}
