import { createPublicKey, type KeyObject } from "node:crypto";
import { createVerifier } from "http-message-signatures";
import { createBounded } from "../../src/domain/bounded.ts";
import { Problem } from "../../src/domain/problem.ts";

/** A public key that was parsed and found fit to verify with. */
export interface PublicKey {
  /** Whether an algorithm named in a signature, in either dialect, is the one this key verifies. */
  fits(algorithm: string): boolean;
  verify(data: Buffer, signature: Buffer): Promise<boolean>;
}

export interface Keyring {
  /** The key of a PEM text, parsed once. Throws `unauthorized` for a weak, oversized or unreadable one. */
  read(pem: string): PublicKey;
}

const publicPem = /^\s*-----BEGIN (RSA )?PUBLIC KEY-----/;
const rsaNames = new Set(["rsa-sha256", "hs2019", "rsa-v1_5-sha256"]);
const ed25519Names = new Set(["ed25519", "hs2019"]);

/** Parses keys once and keeps the most recently used ones. A key is found by its text, so nothing in here gets stale. */
export function createKeyring(capacity = 2000): Keyring {
  const keys = createBounded<PublicKey>(capacity);
  return {
    read(pem) {
      const known = keys.get(pem);
      keys.delete(pem);
      const key = known ?? parse(pem);
      keys.set(pem, key);
      return key;
    },
  };
}

function parse(pem: string): PublicKey {
  const key = readPem(pem);
  if (key.asymmetricKeyType === "ed25519") return verifier(key, "ed25519", ed25519Names);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== "rsa" || bits < 2048 || bits > 8192) {
    throw new Problem("unauthorized", "The signer's key must be RSA of 2048 to 8192 bits, or Ed25519.");
  }
  return verifier(key, "rsa-v1_5-sha256", rsaNames);
}

function verifier(key: KeyObject, algorithm: string, names: ReadonlySet<string>): PublicKey {
  const verify = createVerifier(key, algorithm);
  return {
    fits: (named) => names.has(named),
    verify: async (data, signature) => (await verify(data, signature)) === true,
  };
}

function readPem(pem: string): KeyObject {
  if (!publicPem.test(pem)) throw new Problem("unauthorized", "The signer's key is not a public key in PEM form.");
  try {
    return createPublicKey(pem);
  } catch (cause) {
    throw new Problem("unauthorized", "The signer's key cannot be read.", { cause });
  }
}
