import { Problem } from "../domain/problem.ts";
import type { Seals } from "../domain/seal.ts";

/**
 * Stops a start that could not sign anything: throws `conflict` where a secret of the store is sealed with a key that was
 * not given.
 */
export async function demandSealKeys(seals: Seals): Promise<void> {
  const { lost } = await seals.survey();
  if (lost === 0) return;
  throw new Problem(
    "conflict",
    `${lost} secrets in the store are sealed with a key that is not there. Set ANTIPHON_KEY to the one they were sealed with, or add it behind a comma.`,
  );
}
