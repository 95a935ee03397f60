import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "../domain/problem.ts";
import type { Scratch } from "../domain/scratch.ts";

/**
 * Room in the system's folder for temporary files, without a name there, so that nothing is left behind. Reads and writes
 * wait for the system alone, as it keeps them in its own memory. Throws `busy` when there is no room, here and later.
 */
export function openScratch(): Scratch {
  const file = trying(openNameless);
  return {
    read: (at, bytes) =>
      trying(() => whole(bytes, (done) => readSync(file, bytes, done, bytes.length - done, at + done))),
    write: (at, bytes) =>
      trying(() => whole(bytes, (done) => writeSync(file, bytes, done, bytes.length - done, at + done))),
    close: () => closeSync(file),
  };
}

/** The system may do a part alone, as where the disk is full behind it: the next call says why. */
function whole({ length }: Uint8Array, some: (done: number) => number): void {
  for (let done = 0; done < length; ) {
    const more = some(done);
    if (more === 0) throw new Error(`Only ${done} of ${length} bytes are there.`);
    done += more;
  }
}

function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), "antiphon-scratch-"));
  try {
    return openSync(join(folder, "bytes"), "wx+", 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function trying<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const sentence = `Temporary files cannot be kept in ${tmpdir()}. Make room there, or name another folder as TMPDIR.`;
    throw new Problem("busy", sentence, { cause });
  }
}
