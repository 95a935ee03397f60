import { promisify } from "node:util";
import { gunzip } from "node:zlib";

const unzip = promisify(gunzip);

/** A body as it was before it was packed as a file (`.gz`), whatever its headers say; null for one that is damaged, or too large. */
export async function unpack(body: Buffer, maxBytes: number): Promise<Buffer | null> {
  if (!isGzip(body)) return body;
  return unzip(body, { maxOutputLength: maxBytes }).catch(() => null);
}

/** Whether some bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
