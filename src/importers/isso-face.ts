import { createHash, getHashes, pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import type { IssoHash } from "../domain/isso.ts";
import { Problem } from "../domain/problem.ts";

const derive = promisify(pbkdf2);

/** So many authors are remembered: most people wrote more than once, and each hash costs a thousand rounds. */
const remembered = 10_000;

const mostIterations = 10_000_000;

/**
 * The hash that Isso shows of an author and draws the identicon from, as hexadecimal digits. The text is the mailbox as
 * Isso stores it, else the network. Null for `none`, as that showed the mailbox itself. Throws `invalid` for an algorithm
 * that is none.
 */
export function createIssoFace({ algorithm, salt }: IssoHash): (text: string) => Promise<string | null> {
  if (algorithm.trim() === "none") return async () => null;
  const compute = hashBy(algorithm, salt);
  const known = new Map<string, Promise<string>>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    if (known.size >= remembered) known.clear();
    const face = compute(text).then((bytes) => bytes.toString("hex"));
    known.set(text, face);
    return face;
  };
}

/** The same for a mailbox as somebody types it. Throws as `createIssoFace` does. */
export function createMailFace(how: IssoHash): (email: string) => Promise<string | null> {
  const faceOf = createIssoFace(how);
  return (email) => faceOf(email.replaceAll("&", "&amp;"));
}

function hashBy(algorithm: string, salt: string): (text: string) => Promise<Buffer> {
  const [name = "", iterations = "1000", bytes = "6", digest = "sha1"] = algorithm
    .split(":")
    .map((part) => part.trim());
  const rounds = Number(iterations || 1000);
  const length = Number(bytes || 6);
  const isFit = within(rounds, mostIterations) && within(length, 64) && getHashes().includes(digest || "sha1");
  if (name === "pbkdf2" && isFit) return (text) => derive(text, salt, rounds, length, digest || "sha1");
  if (name !== "pbkdf2" && getHashes().includes(name)) return async (text) => createHash(name).update(text).digest();
  throw new Problem(
    "invalid",
    `“${algorithm}” is no way to hash: take none, pbkdf2:1000:6:sha1, or the name of a hash function, as Isso's [hash] does.`,
  );
}

function within(number: number, most: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= most;
}
