import type { PasskeyReader } from "../../domain/passkey.ts";
import type { Passwords } from "../../domain/ports.ts";

/** What reads the proofs by which people come in. */
export interface WaysIn {
  passwords: Passwords;
  passkeys: PasskeyReader;
}
