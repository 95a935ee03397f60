import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** What a test bends of what an authenticator says. */
export interface Bent {
  origin?: string;
  host?: string;
  type?: string;
  flags?: number;
  counter?: number;
  person?: string;
  client?: object;
  challenge?: string;
}

/** A passkey in software: it speaks as a browser with a device behind it does. */
export interface Authenticator {
  id: string;
  publicKey: string;
  create(challenge: string, bent?: Bent): Record<string, string>;
  use(challenge: string, person: string, bent?: Bent): Record<string, string>;
}

const text = (bytes: Buffer | string) => Buffer.from(bytes).toString("base64url");
const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest();

/** Makes one, with a key of the kind given, for pages of one origin. */
export function createAuthenticator(
  origin: string,
  kind: "ec" | "ed25519" | "rsa" | "rsa-1024" | "p384" = "ec",
): Authenticator {
  const { publicKey, privateKey } = pairOf(kind);
  const id = sha256(publicKey.export({ format: "der", type: "spki" })).subarray(0, 16);
  const numbers = publicKey.export({ format: "jwk" });
  // Not CBOR, but what of it is looked at: the numbers of the key.
  const described = Buffer.concat(
    [numbers.x, numbers.y, numbers.n].flatMap((n) => (n ? [Buffer.from(n, "base64url")] : [])),
  );

  function say(type: string, challenge: string, flags: number, bent: Bent) {
    const client = {
      type: bent.type ?? type,
      challenge: text(bent.challenge ?? challenge),
      origin: bent.origin ?? origin,
    };
    const head = Buffer.alloc(37);
    sha256(bent.host ?? new URL(origin).hostname).copy(head);
    head.writeUInt8(bent.flags ?? flags, 32);
    head.writeUInt32BE(bent.counter ?? 0, 33);
    return { clientData: Buffer.from(JSON.stringify({ ...client, crossOrigin: false, ...bent.client })), head };
  }

  return {
    id: text(id),
    publicKey: text(publicKey.export({ format: "der", type: "spki" })),
    create(challenge, bent = {}) {
      const { clientData, head } = say("webauthn.create", challenge, 0x45, bent);
      const length = Buffer.from([0, id.length]);
      const data = Buffer.concat([head, Buffer.alloc(16), length, id, described]);
      const spki = publicKey.export({ format: "der", type: "spki" });
      return { clientData: text(clientData), authenticatorData: text(data), publicKey: text(spki) };
    },
    use(challenge, person, bent = {}) {
      const { clientData, head } = say("webauthn.get", challenge, 0x05, bent);
      const signed = Buffer.concat([head, sha256(clientData)]);
      const signature = sign(kind === "ed25519" ? null : "sha256", signed, privateKey);
      return {
        id: text(id),
        clientData: text(clientData),
        authenticatorData: text(head),
        signature: text(signature),
        userHandle: text(bent.person ?? person),
      };
    },
  };
}

function pairOf(kind: string): { publicKey: KeyObject; privateKey: KeyObject } {
  if (kind === "ed25519") return generateKeyPairSync("ed25519");
  if (kind === "rsa") return generateKeyPairSync("rsa", { modulusLength: 2048 });
  if (kind === "rsa-1024") return generateKeyPairSync("rsa", { modulusLength: 1024 });
  return generateKeyPairSync("ec", { namedCurve: kind === "p384" ? "secp384r1" : "prime256v1" });
}
