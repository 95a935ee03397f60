import { Problem } from "../../domain/problem.ts";
import { readDuration } from "../duration.ts";

/** Reads what Python takes for yes and no. Throws `invalid`. */
export function flag(text: string): boolean {
  const word = text.toLowerCase();
  if (["1", "yes", "true", "on"].includes(word)) return true;
  if (["0", "no", "false", "off"].includes(word)) return false;
  throw wrong("must be true or false");
}

/** Reads a whole number of at least 1. Throws `invalid`. */
export function count(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw wrong("must be a whole number of at least 1");
}

/** Reads a length of time and gives it back as it is written. Throws `invalid`. */
export function duration(text: string): string {
  if (readDuration(text) !== null) return text;
  throw wrong("must be a length of time such as 15m or 3w2d1h30m15s");
}

/** Splits a list at commas and ends of lines. */
export function list(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Reads a web address. Throws `invalid`. */
export function address(text: string): URL {
  if (URL.canParse(text) && /^https?:/i.test(text)) return new URL(text);
  throw wrong("must be made of addresses that start with https:// or http://");
}

/** Reads one of a few words. Throws `invalid`. */
export function oneOf<const W extends readonly string[]>(words: W, text: string): W[number] {
  const word = text.toLowerCase();
  if (words.includes(word)) return word;
  throw wrong(`must be one of ${words.join(", ")}`);
}

function wrong(sentence: string): Problem {
  return new Problem("invalid", sentence);
}
