/** Chance that can be repeated: the same seed gives the same choices. */
export interface Random {
  /** From 0 up to, and without, `below`. */
  int(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** True once in `n` times. */
  oneIn(n: number): boolean;
}

/** The choices of one try, by the run's seed and the number of the try (mulberry32). */
export function createRandom(seed: number, attempt: number): Random {
  let state = (seed ^ Math.imul(attempt + 1, 0x9e3779b1)) >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    pick: <T>(from: readonly T[]) => from[int(from.length)] as T,
    oneIn: (n) => int(n) === 0,
  };
}
