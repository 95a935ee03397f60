import { readText } from "./read-text.ts";

/** Enough to tell what made a file: characters. */
const headLength = 64_000;

/** The start of a file as text, unpacked where it is gzipped; see `Importer.detect`. Throws as `readText` does. */
export async function readHead(file: string): Promise<string> {
  let head = "";
  for await (const { text } of readText(file)) {
    head += text;
    if (head.length >= headLength) break;
  }
  return head.slice(0, headLength);
}

/** Whether a file that starts so is a database of SQLite. */
export function isDatabase(head: string): boolean {
  return head.startsWith("SQLite format 3\0");
}
