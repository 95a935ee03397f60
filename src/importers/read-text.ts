import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { createDecoder, type Decoder } from "../domain/decoder.ts";
import type { FaultDraft } from "../domain/import.ts";
import { Problem } from "../domain/problem.ts";

/** Exports shrink to a tenth; what grows a thousand times when it is unpacked was made to fill the disk or the memory. */
const mostGrowth = 1000;

/** A piece of a text, and whether bytes in it were none of its encoding. */
export interface TextPiece {
  text: string;
  damaged: boolean;
}

/**
 * Reads a text file a piece at a time, unpacking it where it is gzipped, in the encoding that a byte order mark or an XML
 * declaration names. Throws `not-found`, `busy` when it may not be read, `too-large` for a file that was made to burst,
 * `invalid` for a gzip that is cut short and for an encoding that nobody knows.
 */
export async function* readText(file: string): AsyncIterable<TextPiece> {
  let decode: ReturnType<typeof createPieces> | null = null;
  for await (const bytes of readBytes(file)) {
    decode ??= createPieces(file, encodingOf(bytes));
    yield decode(bytes);
  }
  if (decode) yield decode(null);
}

/** What is told of a file with a damaged piece. */
export function wrongBytes(file: string): FaultDraft {
  return { kind: "fault", reason: "bytes that are not in the encoding of the file", place: file };
}

/** What is told of a part of an XML file that something else was closed around. */
export function notClosed(name: string): FaultDraft {
  return {
    kind: "fault",
    reason: "parts that are never closed, as the file is no whole XML there",
    place: `<${name}>`,
  };
}

/** What is told of a file that is not whole. */
export function endsEarly(file: string): FaultDraft {
  return { kind: "fault", reason: "the file ends in the middle; what comes after that is missing", place: file };
}

async function* readBytes(file: string): AsyncIterable<Buffer> {
  try {
    const { isGzip, size } = await look(file);
    const stream = createReadStream(file);
    const unpacked: AsyncIterable<Buffer> = isGzip ? pipeline(stream, createGunzip(), () => undefined) : stream;
    let total = 0;
    for await (const bytes of unpacked) {
      total += bytes.length;
      if (total > size * mostGrowth)
        throw new Problem("too-large", `${file} bursts when it is unpacked; unpack it by hand.`);
      yield bytes;
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function look(file: string): Promise<{ isGzip: boolean; size: number }> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return { isGzip: bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b, size: (await handle.stat()).size };
  } finally {
    await handle.close();
  }
}

/** The encoding that the first bytes tell of; UTF-8 when they say nothing. */
function encodingOf(bytes: Buffer): string {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE() : 0;
  if (mark === 0xfffe) return "utf-16le";
  if (mark === 0xfeff) return "utf-16be";
  const start = bytes.subarray(0, 200).toString("latin1");
  return /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1] ?? "utf-8";
}

/** Decodes piece by piece; null ends the text. What is no text in the encoding becomes U+FFFD, and is told once. */
function createPieces(file: string, encoding: string): (bytes: Buffer | null) => TextPiece {
  const lenient = decoderOf(file, encoding, false);
  let strict: Decoder | null = decoderOf(file, encoding, true);
  return (bytes) => {
    const text = bytes === null ? lenient.decode() : lenient.decode(bytes, { stream: true });
    if (strict === null) return { text, damaged: false };
    try {
      if (bytes === null) strict.decode();
      else strict.decode(bytes, { stream: true });
      return { text, damaged: false };
    } catch {
      strict = null;
      return { text, damaged: true };
    }
  };
}

function decoderOf(file: string, encoding: string, fatal: boolean): Decoder {
  try {
    return createDecoder(encoding, fatal);
  } catch (cause) {
    throw new Problem("invalid", `${file} says that it is written in “${encoding}”, which is no known encoding.`, {
      cause,
    });
  }
}

function unreadable(file: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return new Problem("not-found", `There is no file ${file}.`, { cause: error });
  if (code === "EISDIR") return new Problem("invalid", `${file} is a folder.`, { cause: error });
  if (code === "EACCES") return new Problem("busy", `${file} may not be read by this account.`, { cause: error });
  if (/^(Z_|ERR_STREAM_PREMATURE)/.test(code)) {
    return new Problem("invalid", `${file} is damaged or cut short: it cannot be unpacked.`, { cause: error });
  }
  return error;
}
