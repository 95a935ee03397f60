import { type Filling, fill, type Manner, type Values } from "./message.ts";
import { sentences } from "./sentences.ts";

/** The name of a sentence for readers. */
export type SentenceKey = keyof typeof sentences;

/** A sentence for a reader, by its key and values, so that it can be said in their language; `text` is the English one. */
export interface Sentence {
  readonly key: SentenceKey;
  readonly values: Values;
  readonly text: string;
}

/** What somebody is told: readers by a sentence, owners and programs also in plain English. */
export type Said = string | Sentence;

/** A sentence with its values. */
export function sentence<K extends SentenceKey>(key: K, ...[given]: Filling<(typeof sentences)[K]>): Sentence {
  const values: Values = given ?? {};
  return { key, values, text: fill(sentences[key], values, english) };
}

/** What is said, in English. */
export function inEnglish(said: Said): string {
  return typeof said === "string" ? said : said.text;
}

const english: Manner = {
  plural: (count) => (count === 1 ? "one" : "other"),
  number: (value) => value.toLocaleString("en"),
  text: (value) => value,
};
