import { fnv1a } from "../../domain/spread.ts";
import { cleanName, maxName } from "../visit/visitor.ts";

/** What two imports of one comment have in common, whatever they call it. */
export interface Likeness {
  /** Milliseconds since 1970; NaN where the source has no date. */
  at: number;
  /** A number for who said what; null where there is nothing to go by. */
  words: number | null;
}

/** Some importers read UTC as the time of their machine: what is off by whole quarters of an hour, up to this, is the same. */
const furthestMs = 14 * 3_600_000;
const quarterMs = 15 * 60_000;

/** The likeness of what somebody said: tags and white space count for nothing, as programs differ in them. */
export function likenessOf(at: Date | null, name: string, text: string): Likeness {
  const words = text
    .replace(/<[^<>]*>/g, " ")
    .normalize("NFC")
    .replaceAll("\u0000", " ")
    .replace(/\s+/g, " ")
    .trim();
  const author = cleanName(name).slice(0, maxName);
  return { at: toSecond(at?.getTime() ?? Number.NaN), words: words === "" ? null : fnv1a(`${author}\n${words}`) };
}

/** The same for all that may be alike. */
export function likenessKey({ at, words }: Likeness): string {
  return `${words} ${at % quarterMs}`;
}

/** By how much one is later than the other; null when that is more than any clock is off. */
export function shiftBetween(one: Likeness, other: Likeness): number | null {
  const shift = other.at - one.at;
  return Math.abs(shift) <= furthestMs ? shift : null;
}

function toSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
