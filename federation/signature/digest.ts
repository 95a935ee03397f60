import { hash } from "node:crypto";
import { Problem } from "../../src/domain/problem.ts";

const digestEntry = /^\s*sha-256=([A-Za-z0-9+/]{43}=)\s*$/i;
const contentDigestEntry = /^\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*$/;

/**
 * Recomputes a `Digest` header (RFC 3230) over the bytes that arrived. There must be exactly one SHA-256 entry; others
 * beside it are not looked at. Throws `unauthorized`, as a body that was swapped makes the signature worthless.
 */
export function checkDigest(header: string | undefined, body: Buffer): void {
  check("Digest", digestEntry, header, body);
}

/** The same for `Content-Digest` (RFC 9530). Throws `unauthorized`. */
export function checkContentDigest(header: string | undefined, body: Buffer): void {
  check("Content-Digest", contentDigestEntry, header, body);
}

function check(name: string, entry: RegExp, header: string | undefined, body: Buffer): void {
  if (header === undefined) throw new Problem("unauthorized", `The request has no ${name} header.`);
  const found = header
    .split(",")
    .map((part) => entry.exec(part)?.[1])
    .filter((value) => value !== undefined);
  if (found.length !== 1) {
    throw new Problem("unauthorized", `The ${name} header must hold one SHA-256 value.`);
  }
  if (found[0] !== hash("sha256", body, "base64")) {
    throw new Problem("unauthorized", `The ${name} does not match the body.`);
  }
}
