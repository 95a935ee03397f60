import { type Sentence, sentence } from "../../domain/sentence.ts";

/** The most characters a visitor's comment may have. */
export const maxTextLength = 20_000;

/** The words of a comment as they are kept: line ends alike, no blanks around. Returns a sentence when they cannot be taken. */
export function readText(typed: string): { text: string; fault: Sentence | null } {
  const text = typed.replace(/\r\n?/g, "\n").replaceAll("\u0000", "").trim();
  if (text === "") return { text, fault: sentence("fault.empty") };
  if (text.length > maxTextLength) {
    return { text, fault: sentence("fault.tooLong", { max: maxTextLength, over: text.length - maxTextLength }) };
  }
  return { text, fault: null };
}
