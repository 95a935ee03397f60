import { createBounded } from "../src/domain/bounded.ts";

/** Remembers values for a while and never more than a given number; the oldest make room. */
export interface Memory<V> {
  get(key: string, now: Date): V | undefined;
  set(key: string, value: V, until: Date): void;
  delete(key: string): void;
}

/** A bounded memory whose entries expire. */
export function createMemory<V>(capacity: number): Memory<V> {
  const entries = createBounded<{ value: V; until: number }>(capacity);
  return {
    get(key, now) {
      const entry = entries.get(key);
      if (entry && entry.until > now.getTime()) return entry.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value, until) {
      entries.delete(key);
      entries.set(key, { value, until: until.getTime() });
    },
    delete: (key) => void entries.delete(key),
  };
}
