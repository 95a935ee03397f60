import type { Finding } from "../../domain/finding.ts";
import { isProblem } from "../../domain/problem.ts";

/** Runs a check; what it throws becomes a failure that says so, so that the checks after it still run. */
export async function finding(subject: string, check: () => Promise<Omit<Finding, "subject">>): Promise<Finding> {
  try {
    return { subject, ...(await check()) };
  } catch (error) {
    const sentence = isProblem(error) || error instanceof Error ? error.message : String(error);
    return { subject, mark: "fail", sentence };
  }
}
