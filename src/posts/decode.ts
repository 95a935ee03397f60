import { createDecoder, type Decoder } from "../domain/decoder.ts";

/** How many bytes are searched for a document's own word on its encoding. */
const searched = 2048;

const declared = /<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)["']|<meta[^>]*?charset\s*=\s*["']?([\w-]+)/i;

/**
 * The text of a fetched document: the byte order mark decides, then the header, then what the document says of itself,
 * then UTF-8. Never throws: bytes that make no sense become replacement characters.
 */
export function decodeBody(body: Buffer, contentType: string | null): string {
  const header = /charset\s*=\s*["']?([\w-]+)/i.exec(contentType ?? "")?.[1];
  const own = declared.exec(body.subarray(0, searched).toString("latin1"));
  return decoderFor(markOf(body) ?? header ?? own?.[1] ?? own?.[2] ?? "utf-8").decode(body);
}

function markOf(body: Buffer): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return "utf-8";
  if (body[0] === 0xff && body[1] === 0xfe) return "utf-16le";
  if (body[0] === 0xfe && body[1] === 0xff) return "utf-16be";
  return null;
}

/** Reads bytes of an encoding; of UTF-8 where the name means nothing. */
export function decoderFor(label: string): Decoder {
  try {
    return createDecoder(label);
  } catch {
    return createDecoder("utf-8");
  }
}
