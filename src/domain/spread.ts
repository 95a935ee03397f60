/** FNV-1a, 32 bits: a number that depends on the text and the seed alone. Quick to make; hides nothing. */
export function fnv1a(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A number from 0 to 1 that depends on the text alone, to keep things apart in time without randomness. */
export function spread(text: string): number {
  return fnv1a(text) / 0xffffffff;
}
