import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** What a file that is being written has behind its name. */
export const unfinished = ".part";

/**
 * Has a file written under another name and gives it its own once it is on the disk, and `check` found nothing wrong:
 * whatever happens, what lies under the name is whole. What cannot be finished is taken away.
 */
export async function writeWhole(
  file: string,
  write: (draft: string) => Promise<void>,
  check: (draft: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const draft = `${file}${unfinished}`;
  try {
    await rm(draft, { force: true });
    await write(draft);
    await toDisk(draft);
    await check(draft);
    await rename(draft, file);
    await toDisk(dirname(file));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Waits until a file, or the names in a folder, are on the disk. */
async function toDisk(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The SHA-256 of a file's bytes, in hex. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Where the hash of a file is written down, in the manner of `sha256sum`. */
export function sumFileOf(file: string): string {
  return join(dirname(file), `${basename(file)}.sha256`);
}

/** The line of `sha256sum` for a file. */
export async function writeSum(file: string, sha256: string): Promise<void> {
  const line = `${sha256}  ${basename(file)}\n`;
  await writeWhole(sumFileOf(file), (draft) => writeFile(draft, line, { mode: 0o600, flag: "wx" }));
}

/** The hash that is written down beside a file; null where none is. */
export async function readSum(file: string): Promise<string | null> {
  const text = await readFile(sumFileOf(file), "utf8").catch(() => "");
  return /^([0-9a-f]{64}) {2}/.exec(text)?.[1] ?? null;
}
