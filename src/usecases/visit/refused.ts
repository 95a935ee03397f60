import { Problem } from "../../domain/problem.ts";
import type { Refusal } from "../../domain/verdict.ts";

/** The `forbidden` that tells a writer why their words are not taken. */
export function refused(reasons: readonly Refusal[]): Problem {
  return new Problem(
    "forbidden",
    reasons.map(({ sentence }) => sentence),
  );
}
