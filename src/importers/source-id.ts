import { createHash } from "node:crypto";

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * The id under which a comment of an export is stored: 26 letters and digits that depend on the site, the format and what
 * the comment is called there, so that reading it again finds it.
 */
export function sourceId(format: string, site: string, key: string): string {
  const digest = createHash("sha256").update(`${format}\n${site}\n${key}`).digest();
  // Written over and not added up: millions are made, and sums keep their parts.
  const letters = Buffer.alloc(26, "i");
  for (let i = 0; i < 25; i++) letters[i + 1] = alphabet.charCodeAt((digest[i] as number) % 32);
  return letters.toString("latin1");
}
