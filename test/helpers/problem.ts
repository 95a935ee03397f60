import { isProblem, type Problem } from "../../src/domain/problem.ts";

/** The problem that some work ends with; fails when it ends well, or with anything else. */
export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (isProblem(outcome)) return outcome;
  throw outcome ?? new Error("It went well, and should not have.");
}
