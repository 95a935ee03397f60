import { createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock, Ids, Secrets } from "./domain/ports.ts";

/** The clock of the machine. */
export function createClock(): Clock {
  return { now: () => new Date() };
}

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** Random ids: 26 letters and digits (130 bits) for addresses, 256 bits as base64url for secrets. */
export function createIds(): Ids {
  // Asking for random bytes takes far longer than using them, and each request has an id.
  let pool = Buffer.alloc(0);
  return {
    opaque() {
      if (pool.length === 0) pool = randomBytes(26 * 100);
      let id = "";
      for (const byte of pool.subarray(0, 26)) id += alphabet[byte % 32];
      pool = pool.subarray(26);
      return id;
    },
    token: () => randomBytes(32).toString("base64url"),
  };
}

/** Keyed hashes under one secret. A key of its own for each purpose keeps one use from standing in for another. */
export function createSecrets(secret: string): Secrets {
  // Purposes are few, and their keys are needed several times for each request.
  const keys = new Map<string, KeyObject>();

  function keyFor(purpose: string): KeyObject {
    const made = createSecretKey(createHmac("sha256", secret).update(`antiphon ${purpose}`).digest());
    keys.set(purpose, made);
    return made;
  }

  const sign = (purpose: string, text: string) =>
    createHmac("sha256", keys.get(purpose) ?? keyFor(purpose))
      .update(text)
      .digest("base64url");
  return {
    sign,
    verify(purpose, text, signature) {
      const expected = Buffer.from(sign(purpose, text));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
