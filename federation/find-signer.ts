import { isProblem, Problem } from "../src/domain/problem.ts";
import type { RemoteProfile } from "../src/domain/repos.ts";
import type { Profiles } from "./profiles.ts";
import type { Claim } from "./signature/claim.ts";
import type { Keyring } from "./signature/keyring.ts";
import { holds } from "./signature/verify.ts";

/** Who signed; or that the key's own server says the key is gone, or knows nothing of it. */
export type Signer = { kind: "actor"; profile: RemoteProfile } | { kind: "unknown" };

/**
 * Finds who made a signature. A key that does not fit is asked for anew, once a minute, as servers change keys without
 * notice. Throws `unauthorized` when the signature does not hold, `busy` when the key's server is away, or was asked a
 * moment ago: a forger must not be able to lock out who changes their key right then; and what `KeyGate.enter` throws.
 */
export async function findSigner(claim: Claim, network: string, profiles: Profiles, keyring: Keyring): Promise<Signer> {
  const known = await profiles.ofKey(claim.keyId, network);
  if (known.kind === "found" && (await fits(known.profile, claim, keyring)))
    return { kind: "actor", profile: known.profile };
  // Only a key that we had may be out of date.
  const fresh = known.kind === "found" && !known.fresh ? await profiles.refresh(claim.keyId, network) : known;
  if (fresh !== known && fresh.kind === "found" && (await fits(fresh.profile, claim, keyring)))
    return { kind: "actor", profile: fresh.profile };
  if (fresh.kind === "gone" || fresh.kind === "missing") return { kind: "unknown" };
  if (fresh.kind === "unusable") throw new Problem("unauthorized", `The key cannot be used. ${fresh.reason}`);
  throw new Problem("unauthorized", "The signature does not fit the key.");
}

async function fits(profile: RemoteProfile, claim: Claim, keyring: Keyring): Promise<boolean> {
  const pem = profile.keys.find((key) => key.id === claim.keyId)?.pem;
  if (pem === undefined) return false;
  try {
    return await holds(claim, keyring.read(pem));
  } catch (error) {
    if (isProblem(error, "unauthorized")) return false;
    throw error;
  }
}
