import { createHash } from "node:crypto";

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * The id under which a comment of an export is stored: 26 letters and digits that depend on the site, the format and what
 * the comment is called there, so that reading it again finds it.
 */
export function sourceId(format: string, site: string, key: string): string {
  const digest = createHash("sha256").update(`${format}\n${site}\n${key}`).digest();
  // Joined and not added up: hundreds of thousands are in memory at a time, and sums keep their parts.
  return `i${Array.from(digest.subarray(0, 25), (byte) => alphabet[byte % 32]).join("")}`;
}
