/** Makes text of bytes, all at once or piece by piece; without bytes it ends the text. */
export interface Decoder {
  /** The name of its encoding, as the standard has it. */
  encoding: string;
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}

/** What Windows has from 0x80 to 0x9f. Some versions of Node take these bytes for Latin-1, and make control characters of them. */
const windows = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/**
 * A decoder for an encoding, by any of its names. Throws a RangeError for a name that means nothing; a `fatal` one throws a
 * TypeError for bytes that are none of its encoding, which become replacement characters else.
 */
export function createDecoder(label: string, fatal = false): Decoder {
  const decoder = new TextDecoder(label, { fatal });
  const { encoding } = decoder;
  if (encoding !== "windows-1252") return decoder;
  return {
    encoding,
    decode: (bytes, options) => decoder.decode(bytes, options).replace(/[\x80-\x9f]/g, fromWindows),
  };
}

function fromWindows(character: string): string {
  return windows[character.charCodeAt(0) - 0x80] ?? character;
}
