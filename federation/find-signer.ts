import { isProblem, Problem } from "../src/domain/problem.ts";
import type { RemoteProfile } from "../src/domain/repos.ts";
import type { Addresses } from "./addresses.ts";
import { address } from "./incoming/json.ts";
import type { Asker, Lookup, Profiles } from "./profiles.ts";
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
export async function findSigner(claim: Claim, asker: Asker, profiles: Profiles, keyring: Keyring): Promise<Signer> {
  const known = await profiles.ofKey(claim.keyId, asker);
  const first = await judge(known, claim, keyring);
  // Only a key that we had may be out of date.
  const outdated = first.kind === "misfit" && known.kind === "found" && !known.fresh;
  const last = outdated ? await judge(await profiles.refresh(claim.keyId, asker), claim, keyring) : first;
  if (last.kind !== "misfit") return last;
  // It counts against the network that it came from; the server that it names did not send it.
  profiles.unproven(asker.network);
  throw new Problem("unauthorized", last.reason);
}

const misfit = { kind: "misfit", reason: "The signature does not fit the key." } as const;

async function judge(
  found: Lookup,
  claim: Claim,
  keyring: Keyring,
): Promise<Signer | { kind: "misfit"; reason: string }> {
  if (found.kind === "gone" || found.kind === "missing") return { kind: "unknown" };
  if (found.kind === "unusable") return { kind: "misfit", reason: `The key cannot be used. ${found.reason}` };
  const pem = found.profile.keys.find((key) => key.id === claim.keyId)?.pem;
  if (pem === undefined) return misfit;
  try {
    return (await holds(claim, keyring.read(pem))) ? { kind: "actor", profile: found.profile } : misfit;
  } catch (error) {
    if (isProblem(error, "unauthorized")) return { kind: "misfit", reason: error.message };
    throw error;
  }
}

/** A key is found by its address, and whoever has one of ours is not somebody else. Throws `unauthorized`. */
export function demandForeignKey({ keyId }: Pick<Claim, "keyId">, addresses: Pick<Addresses, "isOurs">): void {
  if (address(keyId) === null) throw new Problem("unauthorized", "The key id must be the address of a key.");
  if (addresses.isOurs(keyId)) throw new Problem("unauthorized", "That key is ours.");
}
