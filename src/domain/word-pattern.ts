import { fold } from "./folded.ts";
import { Problem } from "./problem.ts";

/** One word of a pattern: the same word, or one that has these pieces in this order with anything between them. */
export type Part = { kind: "word"; word: string } | { kind: "pieces"; pieces: readonly string[] } | { kind: "any" };

const longest = 200;
const mostParts = 20;
const part = /[\p{L}\p{N}\p{M}_*]+|\p{Extended_Pictographic}/gu;

/** Scripts that put no space between words: what is looked for stands anywhere in a run of letters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * A pattern as it is kept: folded words with one space between them. `*` stands for any letters of a word, and by itself
 * for one word. Throws `invalid` for what says nothing, is too long, or could stand for almost anything.
 */
export function tidyPattern(typed: string): string {
  const parts = partsOf(typed);
  const shown = `“${typed.trim().slice(0, 100)}”`;
  if (parts.length === 0) throw new Problem("invalid", `${shown} has no letters to look for.`);
  if (typed.length > longest || parts.length > mostParts)
    throw new Problem("invalid", `A rule on words has at most ${longest} characters and ${mostParts} words.`);
  const parsed = readPattern(parts.join(" "));
  if (parsed.every(({ kind }) => kind === "any") || parsed.some(isVague))
    throw new Problem(
      "invalid",
      `${shown} could stand for almost anything: put at least two letters in a row beside the *.`,
    );
  return parts.join(" ");
}

/** The parts of a pattern that was tidied. */
export function readPattern(pattern: string): Part[] {
  return pattern.split(" ").map((text): Part => {
    if (/^\*+$/.test(text)) return { kind: "any" };
    if (text.includes("*")) return { kind: "pieces", pieces: text.split(/\*+/) };
    return unspaced.test(text) ? { kind: "pieces", pieces: ["", text, ""] } : { kind: "word", word: text };
  });
}

/** Whether a word of a text is one that the part stands for; takes time in proportion to its length. */
export function fits(part: Part, word: string): boolean {
  if (part.kind === "any") return true;
  if (part.kind === "word") return part.word === word;
  const { pieces } = part;
  const [first = "", last = ""] = [pieces[0], pieces.at(-1)];
  if (word.length < first.length + last.length || !word.startsWith(first) || !word.endsWith(last)) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = word.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from + last.length <= word.length;
}

/** The longest piece that a word must have. */
export function longestPiece(part: Part): string {
  if (part.kind === "any") return "";
  return part.kind === "word"
    ? part.word
    : part.pieces.reduce((one, other) => (other.length > one.length ? other : one), "");
}

function partsOf(typed: string): string[] {
  return (
    fold(typed)
      .match(part)
      ?.map((text) => text.replace(/\*+/g, "*")) ?? []
  );
}

function isVague(part: Part): boolean {
  return part.kind === "pieces" && [...longestPiece(part)].length < 2;
}
