import { createByteCache } from "./byte-cache.ts";
import { packedPage, type SpareForms } from "./packed-page.ts";
import { worthPacking } from "./packing.ts";
import type { ReadyPage } from "./ready-page.ts";

/** Pages in memory, packed: they take a tenth of the room then, and ten times as many are found. */
export interface PageShelf<T extends { page: ReadyPage }> {
  get(key: string): T | undefined;
  /** Keeps a page under a key, instead of an older one. Returns the page for who waits for it now, at hand in every form. */
  set(key: string, kept: T): ReadyPage;
  /** How much room all of it takes. */
  readonly bytes: number;
}

/** What a page takes besides its text, roughly: headers, key, and what is known of it. */
const frameBytes = 1_000;

/** Makes a shelf of at most `maxBytes`, a quarter of which is for the forms that some pages are sent in besides. */
export function createPageShelf<T extends { page: ReadyPage }>(maxBytes: number): PageShelf<T> {
  const shelved = createByteCache<T>((maxBytes / 4) * 3);
  const spare = createByteCache<SpareForms, ReadyPage>(maxBytes / 4);

  return {
    get: shelved.get,
    set(key, kept) {
      const drawn = kept.page;
      const page = worthPacking(drawn.bytes) ? packedPage(drawn, spare) : drawn;
      shelved.set(key, { ...kept, page }, page.bytes + frameBytes);
      return { ...page, form: (coding) => (coding === null ? drawn : page).form(coding) };
    },
    get bytes() {
      return shelved.bytes + spare.bytes;
    },
  };
}
