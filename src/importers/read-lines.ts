import type { TextPiece } from "./read-text.ts";

/** Longer lines than any comment makes are not gathered, so that a file without line ends cannot fill the memory: characters. */
const longestLine = 4_000_000;

/** A line of a text file, counted from 1; null where it was too long to be read. */
export interface TextLine {
  number: number;
  text: string | null;
}

/** Gives the lines of a text one by one, without their ends; empty ones are left out. */
export async function* readLines(pieces: AsyncIterable<TextPiece>): AsyncIterable<TextLine> {
  let number = 1;
  let rest = "";
  let isTooLong = false;
  for await (const { text } of pieces) {
    const parts = text.split("\n");
    for (const [i, part] of parts.entries()) {
      if (i > 0) {
        if (isTooLong || rest.trim() !== "") yield { number, text: isTooLong ? null : rest };
        number++;
        rest = "";
        isTooLong = false;
      }
      if (rest.length + part.length > longestLine) isTooLong = true;
      else rest += part;
    }
  }
  if (isTooLong || rest.trim() !== "") yield { number, text: isTooLong ? null : rest };
}
