import type { Clock } from "../src/domain/ports.ts";
import { createMemory } from "./memory.ts";
import type { Claim } from "./signature/claim.ts";

/** Remembers which signatures have done their work, for as long as they would hold. */
export interface Replays {
  isReplay(claim: Claim): boolean;
  remember(claim: Claim): void;
}

const maxSignatures = 20_000;

/**
 * A bounded memory of this node. What it spares is work: on another node, or once it is full, a repeated activity is
 * harmless by its id.
 */
export function createReplays(clock: Clock): Replays {
  const seen = createMemory<true>(maxSignatures);
  return {
    isReplay: (claim) => seen.get(nameOf(claim), clock.now()) === true,
    remember: (claim) => seen.set(nameOf(claim), true, claim.until),
  };
}

/** No two signatures of a key begin with the same 24 bytes; the whole would only fill the memory. */
function nameOf({ signature, keyId }: Claim): string {
  return `${signature.toString("base64", 0, 24)} ${keyId}`;
}
