/** The letters that ids of threads are made of, in the order of their values. */
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const lettersRead = 9;
const bitsLeftOut = 2n;
/** Above every number of a comment, and with 52 bits on top still a number that JavaScript and YAML read without loss. */
const first = 2n ** 52n;
const lettersOfStart = 5;

/**
 * The number of a post, for programs that know posts by numbers alone: sixteen digits that follow from the id of its thread
 * and therefore stay. No comment has such a number.
 */
export function postNumber(thread: string): string {
  return String(first + (bitsOf(thread) >> bitsLeftOut));
}

/** What the id of a thread with this number begins with; null for a number that no post has. */
export function threadStart(number: string): string | null {
  if (!/^[1-9]\d{15}$/.test(number)) return null;
  const value = BigInt(number) - first;
  if (value < 0n || value >= first) return null;
  const places = Array.from({ length: lettersOfStart }, (_, i) => BigInt((lettersRead - 1 - i) * 6) - bitsLeftOut);
  return places.map((place) => letters[Number((value >> place) & 63n)]).join("");
}

function bitsOf(id: string): bigint {
  let value = 0n;
  for (let i = 0; i < lettersRead; i++) value = value * 64n + BigInt(Math.max(0, letters.indexOf(id[i] ?? "A")));
  return value;
}
