import type { Scratch } from "../../src/domain/scratch.ts";

/** A scratch that lies in memory. */
export function inMemory(): Scratch {
  const written = new Map<number, Uint8Array>();
  return {
    read: (at, bytes) => bytes.set(written.get(at) ?? new Uint8Array(bytes.length)),
    write: (at, bytes) => void written.set(at, bytes.slice()),
    close: () => written.clear(),
  };
}
