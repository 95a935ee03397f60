/** A memory of values that forgets what was not asked for the longest once it holds too many bytes. */
export interface ByteCache<T, K = string> {
  get(key: K): T | undefined;
  set(key: K, value: T, bytes: number): void;
  delete(key: K): void;
  readonly bytes: number;
}

/** Makes a cache of at most `maxBytes`; a value that is larger than a quarter of that is not kept at all. */
export function createByteCache<T, K = string>(maxBytes: number): ByteCache<T, K> {
  const entries = new Map<K, { value: T; bytes: number }>();
  let total = 0;

  function remove(key: K): void {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    total -= entry.bytes;
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      // Last in a Map is the one used last; the one in use all the time need not move for each reader.
      if (entries.size > 64) {
        entries.delete(key);
        entries.set(key, entry);
      }
      return entry.value;
    },
    set(key, value, bytes) {
      remove(key);
      if (bytes > maxBytes / 4) return;
      entries.set(key, { value, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= maxBytes) break;
        remove(oldest);
      }
    },
    delete: remove,
    get bytes() {
      return total;
    },
  };
}
