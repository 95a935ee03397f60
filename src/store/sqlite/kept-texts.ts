import type { Connection } from "./connection.ts";

/** How many documents of a table are kept, and how long each may be, in characters. */
const most = 1000;
const longest = 4000;

/** Documents that were read by their ids, as they stand in the file. */
export interface KeptTexts {
  /** The text of a document; what is not kept is read, and null where there is none. */
  get(id: string, read: (id: string) => string | null): string | null;
  /** To be called when a document is changed. */
  drop(id: string): void;
  /** To be called when documents were removed. */
  forget(): void;
}

/** Keeps documents in mind that are asked for again and again, so that the file need not be searched for them. */
export function createKeptTexts({ outsideChanges }: Pick<Connection, "outsideChanges">): KeptTexts {
  const kept = new Map<string, string>();
  let seenAt: number | null = null;

  return {
    get(id, read) {
      const now = outsideChanges();
      if (now !== seenAt) kept.clear();
      seenAt = now;
      const here = kept.get(id);
      if (here !== undefined) return here;
      const text = read(id);
      if (text === null || text.length > longest) return text;
      if (kept.size >= most) kept.delete(kept.keys().next().value as string);
      kept.set(id, text);
      return text;
    },
    drop(id) {
      kept.delete(id);
    },
    forget() {
      kept.clear();
    },
  };
}
