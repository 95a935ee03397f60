import { fold, wordsOf } from "./folded.ts";
import { fits, longestPiece, type Part, readPattern } from "./word-pattern.ts";

/** Finds rules in texts. */
export interface WordRules<Rule> {
  readonly size: number;
  /** Those of which any of the texts has the words; takes time in proportion to the texts. */
  find(texts: readonly string[]): Rule[];
}

/** A pattern, known by the one of its parts that is rarest. */
interface Entry<Rule> {
  rule: Rule;
  parts: readonly Part[];
  anchor: number;
}

/** A word this long is none; longer ones are looked at in stretches that overlap. */
const stretch = { length: 256, step: 192 };

/**
 * Makes rules findable: whole words by themselves, patterns by three letters that they must have. So a text costs what it
 * is long, however many rules there are, and nothing that is typed can make it cost more.
 */
export function compileWords<Rule>(rules: readonly Rule[], patternOf: (rule: Rule) => string): WordRules<Rule> {
  const whole = new Map<string, Entry<Rule>[]>();
  const grams = new Map<string, Entry<Rule>[]>();
  /** How long the keys of `grams` are: nearly always three letters, so that no others are looked up. */
  const sizes = new Set<number>();
  for (const rule of rules) {
    const parts = readPattern(patternOf(rule));
    const anchor = anchorOf(parts);
    const part = parts[anchor];
    if (!part) continue;
    const entry = { rule, parts, anchor };
    if (part.kind === "word") put(whole, part.word, entry);
    else {
      const gram = rarest(grams, longestPiece(part));
      put(grams, gram, entry);
      sizes.add(gram.length);
    }
  }

  return {
    size: rules.length,
    find(texts) {
      const found = new Set<Rule>();
      for (const text of texts) look(wordsOf(fold(text)).flatMap(stretches), found);
      return [...found];
    },
  };

  function look(words: readonly string[], found: Set<Rule>): void {
    const known = new Map<string, readonly Entry<Rule>[]>();
    for (const [i, word] of words.entries()) {
      const entries = known.get(word) ?? anchoredAt(word);
      known.set(word, entries);
      for (const { rule, parts, anchor } of entries) {
        if (found.has(rule)) continue;
        const start = i - anchor;
        if (
          start >= 0 &&
          start + parts.length <= words.length &&
          parts.every((part, n) => fits(part, words[start + n] ?? ""))
        )
          found.add(rule);
      }
    }
  }

  /** The patterns whose anchor is this word. */
  function anchoredAt(word: string): readonly Entry<Rule>[] {
    const entries = new Set(whole.get(word));
    for (const size of sizes)
      for (let i = 0; i + size <= word.length; i++)
        for (const entry of grams.get(word.slice(i, i + size)) ?? [])
          if (fits(entry.parts[entry.anchor] as Part, word)) entries.add(entry);
    return [...entries];
  }
}

/** A whole word if there is one, else what has the most letters. */
function anchorOf(parts: readonly Part[]): number {
  const weight = (part: Part) => longestPiece(part).length + (part.kind === "word" ? 1000 : 0);
  let best = 0;
  for (const [i, part] of parts.entries()) if (weight(part) > weight(parts[best] as Part)) best = i;
  return best;
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Of the three letters in a row that a piece has, those by which the fewest are known. */
function rarest(grams: ReadonlyMap<string, readonly unknown[]>, piece: string): string {
  const size = Math.min(3, piece.length);
  let best = piece.slice(0, size);
  for (let i = 1; i + size <= piece.length; i++) {
    const gram = piece.slice(i, i + size);
    if ((grams.get(gram)?.length ?? 0) < (grams.get(best)?.length ?? 0)) best = gram;
  }
  return best;
}

function stretches(word: string): string | string[] {
  if (word.length <= stretch.length) return word;
  const parts: string[] = [];
  for (let i = 0; i < word.length; i += stretch.step) parts.push(word.slice(i, i + stretch.length));
  return parts;
}
