import { isProblem, type Problem, type ProblemKind } from "../../src/domain/problem.ts";

/** The problem that some work ends with; fails when it ends well, or with a problem of another kind. */
export async function caught(kind: ProblemKind, work: Promise<unknown>): Promise<Problem> {
  let outcome: unknown;
  try {
    outcome = await work;
  } catch (error) {
    if (isProblem(error, kind)) return error;
    throw error;
  }
  throw new Error(`A problem of the kind ${kind} was expected, not ${JSON.stringify(outcome)}.`);
}
