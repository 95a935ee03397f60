import { createHmac, timingSafeEqual } from "node:crypto";
import type { CheckSignature } from "../domain/push.ts";

/** Signatures are good for so long, before and after, in milliseconds. */
export const signatureGoodMs = 5 * 60_000;

const pattern = /^\s*sha256=([0-9a-f]{64})\s*(?:,\s*t=(\d{1,15})\s*)?$/i;

/**
 * Checks `sha256=HEX, t=MILLISECONDS` over the bytes of a body and the time behind them, as Ghost signs since 5.87.1, and our
 * own webhook as well. What Ghost signed before, the body alone, is good where that is allowed.
 */
export const checkBodySignature: CheckSignature = (header, body, { secret, now, oldGhost }) => {
  if (header === null || header.trim() === "") return { kind: "missing" };
  const [, hex = "", t] = pattern.exec(header) ?? [];
  if (hex === "") return { kind: "unreadable" };
  const given = Buffer.from(hex, "hex");
  const signedAt = t === undefined ? null : new Date(Number(t));
  if (signedAt !== null && isSame(given, hmac(secret, body, t))) {
    const late = now.getTime() - signedAt.getTime();
    if (Math.abs(late) > signatureGoodMs) return { kind: "untimely", seconds: Math.round(late / 1000) };
    return { kind: "good", proof: hex.toLowerCase(), signedAt };
  }
  if (!isSame(given, hmac(secret, body))) return { kind: "wrong" };
  // The time of the old form is not signed: anybody could change it.
  return oldGhost ? { kind: "good", proof: hex.toLowerCase(), signedAt: null } : { kind: "old form" };
};

function hmac(secret: string, ...parts: readonly (Buffer | string | undefined)[]): Buffer {
  const sum = createHmac("sha256", secret);
  for (const part of parts) sum.update(part ?? "");
  return sum.digest();
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
