import type { Column, Columns } from "./import-columns.ts";

/** Numbers from 0 for ids, in the order in which they came. */
export interface Ids {
  readonly size: number;
  /** The number of an id, which gets the next one where it has none. */
  enter(id: string): number;
  find(id: string): number | null;
  /** The id with that number. */
  at(number: number): string;
}

/** What ids of imports are made of; see `sourceId`. */
const usual = /^i[a-z2-7]{25}$/;
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** Five letters of five bits each make a number; an id is five of those. */
const parts = 5;

/** Space is made before two thirds of the places are taken. */
const fullest = 0.66;

/**
 * An empty table. The ids of imports are kept in columns, and take 10 bytes each in memory besides, as there may be millions
 * of them; others are kept as they are.
 */
export function createIds(store: Pick<Columns, "create">): Ids {
  const odd = new Map<string, number>();
  const oddAt = new Map<number, string>();
  const columns = Array.from({ length: parts }, () => store.create("wide"));
  const packed = new Uint32Array(parts);
  let places = new Uint32Array(1 << 10);
  /** A few bits of the id at each place: columns are looked at only where these are the same. */
  let prints = new Uint8Array(places.length);
  let size = 0;

  return {
    get size() {
      return size;
    },
    enter(id) {
      if (!usual.test(id)) return enterOdd(id);
      pack(id, packed);
      const place = placeOf(packed);
      const known = places[place] as number;
      if (known > 0) return known - 1;
      for (const [i, column] of columns.entries()) column.set(size, packed[i] as number);
      put(place, ++size, packed);
      if (size > places.length * fullest) grow();
      return size - 1;
    },
    find(id) {
      if (!usual.test(id)) return odd.get(id) ?? null;
      pack(id, packed);
      const known = places[placeOf(packed)] as number;
      return known > 0 ? known - 1 : null;
    },
    at: (number) => oddAt.get(number) ?? unpack(columns, number),
  };

  function enterOdd(id: string): number {
    const known = odd.get(id);
    if (known !== undefined) return known;
    odd.set(id, size);
    oddAt.set(size, id);
    return size++;
  }

  /** Where an id stands, or would. */
  function placeOf(words: Uint32Array): number {
    const mask = places.length - 1;
    for (let place = mix(words) & mask; ; place = (place + 1) & mask) {
      const known = places[place] as number;
      if (known === 0) return place;
      if (prints[place] === printOf(words) && columns.every((column, i) => column.get(known - 1) === words[i]))
        return place;
    }
  }

  function put(place: number, known: number, words: Uint32Array): void {
    places[place] = known;
    prints[place] = printOf(words);
  }

  function grow(): void {
    places = new Uint32Array(places.length * 2);
    prints = new Uint8Array(places.length);
    const words = new Uint32Array(parts);
    for (let number = 0; number < size; number++) {
      if (oddAt.has(number)) continue;
      for (const [i, column] of columns.entries()) words[i] = column.get(number);
      put(placeOf(words), number + 1, words);
    }
  }
}

function pack(id: string, words: Uint32Array): void {
  for (let part = 0; part < parts; part++) {
    let word = 0;
    for (let i = 1; i <= 5; i++) {
      const code = id.charCodeAt(part * 5 + i);
      word = (word << 5) | (code >= 97 ? code - 97 : code - 24);
    }
    words[part] = word;
  }
}

function unpack(columns: readonly Column[], number: number): string {
  let id = "i";
  for (const column of columns) {
    const word = column.get(number);
    for (let shift = 20; shift >= 0; shift -= 5) id += alphabet[(word >>> shift) & 31];
  }
  return id;
}

/** Ids are hashes already; their parts are mixed, as each has only 25 bits. */
function mix(words: Uint32Array): number {
  return ((words[0] as number) ^ Math.imul(words[1] as number, 0x9e3779b1)) >>> 0;
}

/** Of a part that says little about the place. */
function printOf(words: Uint32Array): number {
  return (words[4] as number) & 0xff;
}
