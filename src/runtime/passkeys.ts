import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { z } from "zod";
import type { Asked, PasskeyReader } from "../domain/passkey.ts";

const flags = { present: 0x01, verified: 0x04, mayMove: 0x08, moved: 0x10, holdsKey: 0x40 };
const headBytes = 37;
const modelBytes = 16;
const longestId = 1023;

const bytes = z
  .string()
  .max(8_000)
  .regex(/^[\w-]+$/)
  .transform((text) => Buffer.from(text, "base64url"));

const created = z.object({ clientData: bytes, authenticatorData: bytes, publicKey: bytes });
const used = z.object({
  id: z.string().max(1_400),
  clientData: bytes,
  authenticatorData: bytes,
  signature: bytes,
  userHandle: bytes,
});
const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.string().optional(),
});

/**
 * Reads what passkeys answer, by the procedures of WebAuthn Level 3 (§7.1, §7.2) for a page that asks for no attestation and
 * for the person to be verified. Without attestation nothing proves more than the key itself, so that it is taken as the
 * browser hands it, and must be the one that the authenticator's data holds.
 */
export function createPasskeyReader(): PasskeyReader {
  return {
    created(answer, asked) {
      const given = created.safeParse(readJson(answer)).data;
      const challenge = given && challengeIn(given.clientData, "webauthn.create", asked);
      const head = given && readHead(given.authenticatorData, asked);
      if (!given || !head || challenge === null || challenge === undefined) return null;
      const key = readKey(given.publicKey);
      const held = readHeld(given.authenticatorData);
      if (!key || !held || !holds(held.rest, key)) return null;
      const publicKey = given.publicKey.toString("base64url");
      return { _id: held.id.toString("base64url"), publicKey, counter: head.counter, challenge };
    },
    used(answer, asked) {
      const given = used.safeParse(readJson(answer)).data;
      const challenge = given && challengeIn(given.clientData, "webauthn.get", asked);
      const head = given && readHead(given.authenticatorData, asked);
      if (!given || !head || challenge === null || challenge === undefined) return null;
      const { id, authenticatorData, signature, userHandle } = given;
      const signed = Buffer.concat([authenticatorData, sha256(given.clientData)]);
      return {
        _id: id,
        challenge,
        person: userHandle.toString("utf8"),
        verify(publicKey) {
          const key = readKey(Buffer.from(publicKey, "base64url"));
          const hash = key?.asymmetricKeyType === "ed25519" ? null : "sha256";
          return key && verify(hash, signed, key, signature) ? { counter: head.counter } : null;
        },
      };
    },
  };
}

/** The challenge that a page of ours asked, and no frame or page of another's. */
function challengeIn(text: Buffer, type: string, { origin }: Asked): string | null {
  const data = clientData.safeParse(readJson(text.toString("utf8"))).data;
  if (!data || data.type !== type || data.origin !== origin) return null;
  if (data.crossOrigin === true || data.topOrigin !== undefined) return null;
  return Buffer.from(data.challenge, "base64url").toString("utf8");
}

/** For which host, whether a person was there and proved to be the one, and how often the key was used. */
function readHead(data: Buffer, { host }: Asked): { counter: number } | null {
  if (data.length < headBytes || !data.subarray(0, 32).equals(sha256(Buffer.from(host)))) return null;
  const set = data.readUInt8(32);
  const wanted = flags.present | flags.verified;
  if ((set & wanted) !== wanted) return null;
  if ((set & flags.moved) !== 0 && (set & flags.mayMove) === 0) return null;
  return { counter: data.readUInt32BE(33) };
}

/** The id of a new key, and the bytes that describe it. */
function readHeld(data: Buffer): { id: Buffer; rest: Buffer } | null {
  const from = headBytes + modelBytes;
  if ((data.readUInt8(32) & flags.holdsKey) === 0 || data.length < from + 2) return null;
  const length = data.readUInt16BE(from);
  const id = data.subarray(from + 2, from + 2 + length);
  return length === 0 || length > longestId || id.length < length
    ? null
    : { id, rest: data.subarray(from + 2 + length) };
}

/** ES256, EdDSA by Ed25519, and RS256 from 2048 bits on: what is asked for when a passkey is made. */
function readKey(der: Buffer): KeyObject | null {
  try {
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
    const isGood =
      key.asymmetricKeyType === "ed25519" ||
      (key.asymmetricKeyType === "ec" && namedCurve === "prime256v1") ||
      (key.asymmetricKeyType === "rsa" && modulusLength >= 2048);
    return isGood ? key : null;
  } catch {
    return null;
  }
}

/** Whether the authenticator described this very key: its numbers stand there as they are. */
function holds(described: Buffer, key: KeyObject): boolean {
  const { x, y, n } = key.export({ format: "jwk" });
  const numbers = [x, y, n].filter((number) => number !== undefined);
  return numbers.length > 0 && numbers.every((number) => described.includes(Buffer.from(number, "base64url")));
}

function sha256(data: Buffer): Buffer {
  return createHash("sha256").update(data).digest();
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
