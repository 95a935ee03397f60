import { isProblem } from "../../domain/problem.ts";

/** What one check found: all well, worth knowing, or something that keeps the node from its work. */
export interface Finding {
  mark: "ok" | "warn" | "fail";
  subject: string;
  /** What was seen, and for warn and fail what to do. */
  sentence: string;
}

/** Runs a check; what it throws becomes a failure that says so, so that the checks after it still run. */
export async function finding(subject: string, check: () => Promise<Omit<Finding, "subject">>): Promise<Finding> {
  try {
    return { subject, ...(await check()) };
  } catch (error) {
    const sentence = isProblem(error) || error instanceof Error ? error.message : String(error);
    return { subject, mark: "fail", sentence };
  }
}
