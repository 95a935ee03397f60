import { isProblem, Problem } from "../src/domain/problem.ts";
import type { RemoteProfile } from "../src/domain/repos.ts";
import type { Addresses } from "./addresses.ts";
import type { Activity } from "./incoming/activity.ts";
import { sameOrigin } from "./incoming/documents.ts";
import { address } from "./incoming/json.ts";
import type { Note } from "./incoming/note.ts";
import { problemTypes } from "./problems.ts";
import type { Profiles } from "./profiles.ts";
import type { Claim } from "./signature/claim.ts";
import type { Keyring } from "./signature/keyring.ts";
import { holds } from "./signature/verify.ts";

/** Who signed; or that the key's own server says the key is gone, or knows nothing of it. */
export type Signer = { kind: "actor"; profile: RemoteProfile } | { kind: "unknown" };

/**
 * Finds who made a signature. A key that does not fit is asked for anew, once a minute, as servers change keys without
 * notice. Throws `unauthorized` when the signature does not hold, `busy` when the key's server is away, or was asked a
 * moment ago: a forger must not be able to lock out who changes their key right then.
 */
export async function findSigner(claim: Claim, profiles: Profiles, keyring: Keyring): Promise<Signer> {
  const known = await profiles.ofKey(claim.keyId);
  if (known.kind === "found" && (await fits(known.profile, claim, keyring)))
    return { kind: "actor", profile: known.profile };
  // Only a key that we had may be out of date.
  const fresh = known.kind === "found" && !known.fresh ? await profiles.refresh(claim.keyId) : known;
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

/** A key is found by its address, and whoever has one of ours is not somebody else. Throws `unauthorized`. */
export function demandForeignKey({ keyId }: Pick<Claim, "keyId">, addresses: Pick<Addresses, "isOurs">): void {
  if (address(keyId) === null) throw new Problem("unauthorized", "The key id must be the address of a key.");
  if (addresses.isOurs(keyId)) throw new Problem("unauthorized", "That key is ours.");
}

/** An activity is its signer's own when its id, if it has one, lies on the signer's origin. Throws `forbidden`. */
export function demandOwnActivity(activity: Activity, addresses: Pick<Addresses, "isOurs">): void {
  if (activity.id !== null && !sameOrigin(activity.id, activity.actor)) {
    throw new Problem("forbidden", "The activity's id lies on another server than its actor.", {
      type: problemTypes.notAuthorized,
    });
  }
  if (addresses.isOurs(activity.actor)) {
    throw new Problem("forbidden", "That actor is ours, and does not write to us.", { type: problemTypes.mismatch });
  }
}

/** What somebody names as theirs lies on their own origin. Throws `forbidden`. */
export function demandSameOrigin(id: string, actor: string): void {
  if (sameOrigin(id, actor)) return;
  throw new Problem("forbidden", "That lies on another server than its actor.", { type: problemTypes.notAuthorized });
}

/**
 * A note is believed from its author alone: same origin, and nobody else named as its author (FEP-fe34). Throws
 * `forbidden`.
 */
export function demandOwnNote(note: Pick<Note, "id" | "authors">, actor: string): void {
  if (!sameOrigin(note.id, actor) || note.authors.some((author) => author !== actor)) {
    throw new Problem("forbidden", "Only its author may publish or change a post.", {
      type: problemTypes.notAuthorized,
    });
  }
}
