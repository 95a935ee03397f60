import { Problem } from "../../src/domain/problem.ts";
import { readCavage } from "./cavage.ts";
import type { Claim, SignedRequest, Standpoint } from "./claim.ts";
import type { PublicKey } from "./keyring.ts";
import { readRfc9421 } from "./rfc9421.ts";

const onceOnly = new Set(["host", "date", "digest", "content-digest", "signature", "signature-input", "content-type"]);

/**
 * Reads the signature of a request in either dialect (RFC 9421 where `Signature-Input` is there, draft-cavage-12 else)
 * and checks all but the key: coverage, freshness, and for what has a body its digest. Throws `unauthorized`.
 */
export function readClaim(request: SignedRequest, standpoint: Standpoint): Claim {
  refuseRepeated(request.rawHeaders);
  if (request.headers["signature-input"] !== undefined) return readRfc9421(request, standpoint);
  if (request.headers["signature"] === undefined) {
    throw new Problem("unauthorized", "The request is not signed.");
  }
  return readCavage(request, standpoint);
}

/** Whether a claim was signed with this key. The key decides the algorithm; one that was named must fit it. */
export async function holds(claim: Claim, key: PublicKey): Promise<boolean> {
  if (claim.algorithm !== null && !key.fits(claim.algorithm)) return false;
  for (const base of claim.bases()) {
    if (await key.verify(Buffer.from(base), claim.signature)) return true;
  }
  return false;
}

/** A header that comes twice can be read in two ways, so it proves nothing. */
function refuseRepeated(rawHeaders: readonly string[]): void {
  const seen = new Set<string>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase();
    if (!onceOnly.has(name)) continue;
    if (seen.has(name)) throw new Problem("unauthorized", `The header “${name}” was sent twice.`);
    seen.add(name);
  }
}
