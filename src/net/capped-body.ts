import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { Problem } from "../domain/problem.ts";

/** What we ask servers for, and all that `readBody` can read. */
export const acceptedEncodings = "gzip, deflate, br";

type Decoder = (first: Buffer) => Transform | null;

const decoders: Record<string, Decoder> = {
  "": () => null,
  identity: () => null,
  gzip: () => createGunzip(),
  "x-gzip": () => createGunzip(),
  br: () => createBrotliDecompress(),
  // Some servers leave out the zlib header that the word stands for; its first byte tells.
  deflate: ([byte = 0]) => ((byte & 0x0f) === 8 ? createInflate() : createInflateRaw()),
};

/** A body as it comes from the wire, and what is known of it. */
export interface WireBody {
  stream: Readable;
  host: string;
  encoding: string | null;
  maxBytes: number;
  /** Gets the body as it comes, in the place of the caller. */
  take?: ((piece: Buffer) => Promise<void> | void) | undefined;
}

/**
 * Reads a body to its end and takes off its one compression. Bytes are counted after decompression as they come, so a
 * bomb is noticed while it is small: throws `too-large` past the limit, and `upstream` for other or nested encodings.
 */
export async function readBody({ stream, host, encoding, maxBytes, take }: WireBody): Promise<Buffer> {
  const name = (encoding ?? "").trim().toLowerCase();
  const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
  if (!decoder) throw new Problem("upstream", `${host} answered in a compression that was not asked for.`);
  const wire = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await wire.next();
  // Servers label an empty body as compressed, too, and no decoder takes that for an end.
  if (first.done) return Buffer.alloc(0);
  const transform = decoder(first.value);
  const source = startingWith(first.value, wire);
  const chunks: Buffer[] = [];
  const collect = async (plain: AsyncIterable<Buffer>) => {
    let length = 0;
    for await (const chunk of plain) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(host, maxBytes);
      if (take) await take(chunk);
      else chunks.push(chunk);
    }
  };
  await (transform ? pipeline(source, transform, collect) : collect(source));
  return Buffer.concat(chunks);
}

/** The problem of an answer past the limit. */
export function tooLarge(host: string, maxBytes: number): Problem {
  return new Problem("too-large", `The answer of ${host} is larger than the ${maxBytes} bytes that are read.`);
}

async function* startingWith(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}
