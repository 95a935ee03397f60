/** A number of 32 bits that stands for a password, whatever its case: FNV-1a. It keeps words out of the sources, no secrets. */
export function printOf(password: string): number {
  let print = 0x811c9dc5;
  for (const letter of password.normalize("NFKC").toLowerCase()) {
    print ^= letter.codePointAt(0) ?? 0;
    print = Math.imul(print, 0x01000193);
  }
  return print >>> 0;
}

/** Reads packed prints: four bytes each, in base64. */
export function readPrints(packed: string): ReadonlySet<number> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return new Set(Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(i * 4)));
}
