import type { Author } from "./author.ts";
import type { Comment } from "./comment.ts";

const maxWord = 40;

/** Scripts without blanks between words are read in pairs of characters. */
const unspaced =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const run = new RegExp(
  `[${unspaced}\\p{M}ー]+|(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+|\\p{Sc}|\\p{Extended_Pictographic}`,
  "gu",
);
const startsUnspaced = new RegExp(`^[${unspaced}]`, "u");

/** The words of a text in any language, as often as they are there; pairs of characters where there are no blanks. */
export function* wordsIn(text: string): Generator<string> {
  for (const [word] of text.matchAll(run)) {
    if (!startsUnspaced.test(word)) {
      yield word.slice(0, maxWord);
      continue;
    }
    const signs = Array.from(word);
    if (signs.length === 1) yield word;
    for (let i = 1; i < signs.length; i++) yield `${signs[i - 1]}${signs[i]}`;
  }
}

/** Tags that stand within a word as often as between two. */
const within = /<\/?(?:a|b|i|em|strong|code|span|del|s|sub|sup)\b[^>]*>/gi;
/** Accents and Arabic vowel signs, which people leave out when they look for something. */
const marks = /[\u0300-\u036f\u064b-\u065f]/g;

/** A text as it is looked for: without case, accents and differences of form. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(marks, "").normalize("NFKC").toLowerCase();
}

/** What a comment is found by, folded: its words, and how its author is called. */
export function searchedText({ html, author, warning }: Pick<Comment, "html" | "author" | "warning">): string {
  const text = html.replace(within, "").replace(/<[^>]*>|&#?\w+;/g, " ");
  return folded(`${text} ${warning ?? ""} ${calledAs(author)}`);
}

function calledAs(author: Author): string {
  return author.kind === "remote" ? `${author.name} ${author.handle}` : author.name;
}

const mostTerms = 8;

/** What somebody looks for, as the beginnings of words; whole ones where they are shorter than three letters. */
export function termsOf(text: string): string[] {
  return [...new Set(wordsIn(folded(text)))].slice(0, mostTerms);
}

/** How many letters of a word are enough to look for those that begin with them. */
export const prefixLength = 3;

/** Whether a word is what a term looks for. */
export function meets(word: string, term: string): boolean {
  return term.length < prefixLength ? word === term : word.startsWith(term);
}
