import type { Scratch } from "../../domain/scratch.ts";

const pageBytes = 8_192;

/** So many pages stay in memory, of all columns together: 4 MB. */
const usuallyKept = 512;

/** Numbers by their place, 0 where none was set: for millions of them, as growing copies nothing. */
export interface Column {
  get(index: number): number;
  set(index: number, value: number): void;
}

/** Makes columns that share their memory, and the disk for what does not fit. */
export interface Columns {
  /** A column of whole numbers from 0 up to 255, or with `wide` up to 4,294,967,295. */
  create(width: "narrow" | "wide"): Column;
  /** Lets go of what lies on the disk; no column may be used any more. */
  close(): void;
}

interface Page {
  id: number;
  bytes: Uint8Array;
  words: Uint32Array;
  isChanged: boolean;
  /** Somebody looked at it since it was last passed over. */
  isUsed: boolean;
  /** It was taken for another one. */
  isGone: boolean;
}

/**
 * Columns of as many numbers as there are, in bounded memory: pages that nobody looked at lately go to a scratch file, which
 * is opened for the first one. Throws what the scratch throws.
 */
export function createColumns(openScratch: () => Scratch, kept = usuallyKept): Columns {
  /** Those in memory, by their ids, in the order in which they are passed over. */
  const pages = new Map<number, Page>();
  let scratch: Scratch | null = null;
  let last = 0;

  return {
    create(width) {
      const wide = width === "wide";
      const bits = Math.log2(pageBytes) - (wide ? 2 : 0);
      const within = 2 ** bits - 1;
      const ids: number[] = [];
      // Most of the time the same page is asked for again.
      let current: Page | null = null;
      let currentAt = -1;
      const pageAt = (at: number, id: number): Page => {
        if (current === null || currentAt !== at || current.isGone) {
          current = pageOf(id);
          currentAt = at;
        }
        current.isUsed = true;
        return current;
      };
      return {
        get(index) {
          const id = ids[index >>> bits];
          if (id === undefined || id === 0) return 0;
          const page = pageAt(index >>> bits, id);
          return (wide ? page.words : page.bytes)[index & within] as number;
        },
        set(index, value) {
          const at = index >>> bits;
          while (ids.length <= at) ids.push(0);
          if (ids[at] === 0) ids[at] = anew();
          const page = pageAt(at, ids[at] as number);
          (wide ? page.words : page.bytes)[index & within] = value;
          page.isChanged = true;
        },
      };
    },
    close() {
      pages.clear();
      scratch?.close();
    },
  };

  function anew(): number {
    const page = freePage();
    page.bytes.fill(0);
    page.isChanged = true;
    page.id = ++last;
    pages.set(page.id, page);
    return page.id;
  }

  function pageOf(id: number): Page {
    const known = pages.get(id);
    if (known) return known;
    const page = freePage();
    scratch?.read(id * pageBytes, page.bytes);
    page.id = id;
    pages.set(id, page);
    return page;
  }

  /** A page that is not in the map; where there are enough, one that nobody used since it was last looked at. */
  function freePage(): Page {
    if (pages.size < kept) return blank(new ArrayBuffer(pageBytes));
    for (const [id, page] of pages) {
      pages.delete(id);
      if (!page.isUsed) {
        page.isGone = true;
        if (page.isChanged) write(page);
        return blank(page.bytes.buffer as ArrayBuffer);
      }
      page.isUsed = false;
      pages.set(id, page);
    }
    throw new Error("Every page was passed over, and none was free.");
  }

  function write({ id, bytes }: Page): void {
    scratch ??= openScratch();
    scratch.write(id * pageBytes, bytes);
  }
}

function blank(buffer: ArrayBuffer): Page {
  const [bytes, words] = [new Uint8Array(buffer), new Uint32Array(buffer)];
  return { id: 0, bytes, words, isChanged: false, isUsed: true, isGone: false };
}
