import { domainToUnicode } from "node:url";
import { type Block, severityOf, wordsVersion } from "../../domain/block.ts";
import type { Draft, World } from "../../domain/ports.ts";
import { sentence } from "../../domain/sentence.ts";
import { publish } from "../../domain/verdict.ts";
import { compileWords, type WordRules } from "../../domain/word-rules.ts";
import type { Check } from "../pipeline.ts";

type Needs = Pick<World, "blocks" | "settings" | "clock" | "html">;

/** Rules may have been changed by another node; so often it is asked for that. */
const everyMs = 1000;

const longestText = 100_000;
const mostNamed = 3;

/** Refuses or holds what has words that the owner has a rule on: in the text, the name, the website, or where links lead. */
export function createWords(world: Needs): Check {
  const current = createCurrentWords(world);
  return async (draft) => {
    const rules = await current();
    if (rules.size === 0) return publish;
    const found = rules.find(textsOf(world, draft));
    const refusing = found.filter((rule) => severityOf(rule) === "block");
    if (refusing.length > 0)
      return {
        kind: "refuse",
        reasons: [draft.origin === "web" ? sentence("refused.rule") : `It has ${named(refusing)}.`],
      };
    const holding = found.filter((rule) => severityOf(rule) === "hold");
    return holding.length === 0
      ? publish
      : { kind: "hold", reasons: [`It has ${named(holding)}, which a rule of yours holds.`] };
  };
}

/** The rules about words, read anew when they changed, which is asked for once a second at most. */
function createCurrentWords({ blocks, settings, clock }: Needs): () => Promise<WordRules<Block>> {
  let version: string | null | undefined;
  let askedAt = 0;
  let reading: Promise<WordRules<Block>> | null = null;
  let rules: WordRules<Block> = compileWords<Block>([], ({ value }) => value);

  async function read(now: number): Promise<WordRules<Block>> {
    const latest = await settings.get<string>(wordsVersion);
    if (latest !== version) {
      rules = compileWords(await blocks.ofKind("word"), ({ value }) => value);
      version = latest;
    }
    askedAt = now;
    return rules;
  }

  return () => {
    const now = clock.now().getTime();
    if (version !== undefined && Math.abs(now - askedAt) < everyMs) return Promise.resolve(rules);
    reading ??= read(now).finally(() => {
      reading = null;
    });
    return reading;
  };
}

function textsOf({ html }: Needs, { text, html: shown, more = [], author }: Draft): string[] {
  const self =
    author.kind === "remote" ? [author.name, author.handle, author.url] : [author.name, author.website ?? ""];
  if (shown === undefined) return [text, ...more, ...self];
  // Markup may part a word in the source that readers see whole.
  const links = [...shown.matchAll(/\shref="([^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
  return [text, html.toText(shown, longestText), ...more, ...self, ...links].flatMap(spellings);
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
