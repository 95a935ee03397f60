/** A key pair in somebody's device or password manager, as far as we know it: its public half. */
export interface Passkey {
  /** The id that the device gave it, base64url. */
  _id: string;
  person: string;
  /** What its owner calls it. */
  name: string;
  /** SubjectPublicKeyInfo in DER, base64url. */
  publicKey: string;
  /** How often the device says it was used; many always say 0. */
  counter: number;
  createdAt: Date;
  usedAt: Date | null;
}

/** More than anybody has devices. */
export const mostPasskeys = 20;

/** What a passkey's answer has to be about. */
export interface Asked {
  /** The origin of the page, exactly. */
  origin: string;
  /** The host that the passkey belongs to. */
  host: string;
}

/** What a browser says a passkey is, once it was made. */
export interface CreatedPasskey extends Pick<Passkey, "_id" | "publicKey" | "counter"> {
  /** The challenge that it answers. */
  challenge: string;
}

/** What a passkey says, before it is known whose it is. */
export interface UsedPasskey {
  _id: string;
  challenge: string;
  /** The person it says it is for. */
  person: string;
  /** Whether a public key made it, and if so, how often the passkey was used. */
  verify(publicKey: string): { counter: number } | null;
}

/** Reads the answers of passkeys (WebAuthn). Null for whatever is not as it must be; the challenge is for the caller to judge. */
export interface PasskeyReader {
  created(answer: string, asked: Asked): CreatedPasskey | null;
  used(answer: string, asked: Asked): UsedPasskey | null;
}
