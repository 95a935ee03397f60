import { brotliCompressSync, brotliDecompressSync, constants, gzipSync } from "node:zlib";

/** A way to pack what travels, by its name in HTTP. */
export type Coding = "br" | "gzip";

const brotli = /(?:^|[\s,])br(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))(?=[\s,;]|$)/i;
const zipped = /(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))(?=[\s,;]|$)/i;

/** The coding to use for an `Accept-Encoding` header; one that is refused by `q=0` is not used. */
export function codingFor(accepted: string | undefined): Coding | null {
  if (accepted === undefined) return null;
  if (brotli.test(accepted)) return "br";
  return zipped.test(accepted) ? "gzip" : null;
}

/** Whether a body of so many bytes is long enough to be packed. */
export function worthPacking(bytes: number): boolean {
  return bytes >= 1024;
}

/** How much work is done for a smaller body: `quick` takes a third of the time and leaves a fifth more bytes. */
export type Effort = "usual" | "quick";

const qualities = { usual: 4, quick: 1 };

/** Packs a body. Pages take less time for it than for being rendered, so that it is not worth another thread. */
export function pack(body: Buffer, coding: Coding, effort: Effort = "usual"): Buffer {
  const packed =
    coding === "gzip"
      ? gzipSync(body, { level: 6 })
      : brotliCompressSync(body, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: qualities[effort],
            [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
          },
        });
  // What zlib returns holds on to its whole work space.
  return Buffer.from(packed);
}

/** The body that was packed with `br`. */
export function unpack(packed: Buffer, length: number): Buffer {
  return brotliDecompressSync(packed, { chunkSize: Math.max(64, length) });
}
