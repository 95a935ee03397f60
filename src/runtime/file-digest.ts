import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { realpath } from "node:fs/promises";

/**
 * What an SQLite file and the log of writes beside it are like, as a SHA-256 in hexadecimal; that of nothing where there is
 * no such file. Only reads.
 */
export async function digestOfDatabase(file: string): Promise<string> {
  const hash = createHash("sha256");
  // The engine follows links to the file, and has its log beside that.
  const real = await realpath(file).catch(() => file);
  for (const name of [real, `${real}-wal`]) {
    try {
      for await (const chunk of createReadStream(name)) hash.update(chunk as Buffer);
    } catch {
      // What cannot be read is told by whoever opens it to read what it says.
    }
  }
  return hash.digest("hex");
}
