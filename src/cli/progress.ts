import { counted } from "../domain/counted.ts";
import type { CopyProgress, Terminal } from "./node.ts";

/** Prints how a copy goes: a line for each collection as it starts and ends, and one for every 5,000 documents. */
export function progressTo(terminal: Pick<Terminal, "err">): (progress: CopyProgress) => void {
  const said = new Map<string, number>();
  return ({ collection, copied, total }) => {
    const step = Math.floor(copied / 5000);
    if (copied !== total && said.get(collection) === step) return;
    said.set(collection, step);
    terminal.err(`  ${collection}: ${copied} of ${total}`);
  };
}

/** How many documents a copy held, in a sentence's words. */
export function totalOf(counts: Readonly<Record<string, number>>): string {
  const documents = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${counted(documents, "document")} in ${counted(Object.keys(counts).length, "collection")}`;
}
