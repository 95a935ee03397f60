import { open, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { unwritable } from "../store/files.ts";

/** What is written piece by piece. */
export type Chunks = AsyncIterable<string | Uint8Array>;

/**
 * Writes to a new file that its owner alone may read; what is not written to its end is removed again. Throws `conflict`
 * when the file exists, `invalid` when it cannot be written.
 */
export async function saveFile(file: string, chunks: Chunks): Promise<void> {
  const handle = await open(file, "wx", 0o600).catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
  try {
    await pipeline(chunks, handle.createWriteStream());
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
