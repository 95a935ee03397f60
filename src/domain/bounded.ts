/** A map that holds so many entries at most: those that were put first, and not put anew since, make room. */
export interface Bounded<V> {
  get(key: string): V | undefined;
  /** Puts an entry; one that is there keeps its place in the row. */
  set(key: string, value: V): void;
  delete(key: string): boolean;
  /** All, the oldest first; one that is met may be deleted meanwhile. */
  entries(): IterableIterator<[string, V]>;
}

/** An empty one, for `max` entries. */
export function createBounded<V>(max: number): Bounded<V> {
  const entries = new Map<string, V>();
  // While entries make room one after the other, their order is walked through once: each new walk would begin with
  // passing over all that was dropped and is not cleared away yet. An old one would keep that from being cleared away.
  let oldest: IterableIterator<string> | null = null;
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      entries.set(key, value);
      if (entries.size <= max) {
        oldest = null;
        return;
      }
      oldest ??= entries.keys();
      entries.delete(oldest.next().value as string);
    },
    delete: (key) => entries.delete(key),
    entries: () => entries.entries(),
  };
}
