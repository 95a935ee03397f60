import { isProblem, Problem } from "../../domain/problem.ts";

/** What the driver's errors have in common; its classes are not imported, as the driver is loaded on demand. */
interface DriverError {
  name?: string;
  message?: string;
  code?: number | string;
  errorLabels?: string[];
  writeErrors?: { code?: number } | { code?: number }[];
  result?: { insertedCount?: number };
}

const duplicate = 11000;
const outOfSpace = new Set([14031, 12501]);
const refused = new Set([13, 18, 8000]);
const away =
  /ServerSelection|Network|NotConnected|PoolCleared|Topology|ConnectionPool|WaitQueue|ExpiredSession|OperationTimeout/;

/** Whether a write failed because its `_id` is taken. */
export function isDuplicate(error: unknown): boolean {
  return (error as DriverError | null)?.code === duplicate;
}

/** Whether a collection was asked about that nobody has written to yet. */
export function isMissingCollection(error: unknown): boolean {
  return (error as DriverError | null)?.code === 26;
}

/** How many documents of a batch were stored although others had their `_id` taken; null when something else failed. */
export function storedDespiteDuplicates(error: unknown): number | null {
  const { writeErrors, result } = error as DriverError;
  if (writeErrors === undefined) return null;
  const all = Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  return all.every(({ code }) => code === duplicate) ? (result?.insertedCount ?? 0) : null;
}

/** A driver error as a Problem: `busy` for what time or the operator can mend, `internal` for a refused command. */
export function translate(error: unknown): Problem {
  if (isProblem(error)) return error;
  const { name = "", message = String(error), code, errorLabels = [] } = error as DriverError;
  if (typeof code === "number" && outOfSpace.has(code)) {
    return new Problem("busy", "The disk of the MongoDB server is full; make room there.", {
      cause: error,
      retryAfter: 30,
    });
  }
  if (name === "MongoServerError" && typeof code === "number" && refused.has(code)) {
    const sentence = "MongoDB refused the account; check user name, password and rights in the store's address.";
    return new Problem("busy", sentence, { cause: error });
  }
  const passing = errorLabels.some((label) => label === "RetryableWriteError" || label === "TransientTransactionError");
  if (away.test(name) || passing) {
    const sentence = "The MongoDB server does not answer; check that it runs and that the store's address is right.";
    return new Problem("busy", sentence, { cause: error, retryAfter: 5 });
  }
  return new Problem("internal", `MongoDB refused a command: ${message}.`, { cause: error });
}

/** Runs a command and tells the driver's errors as Problems. */
export async function told<R>(command: () => Promise<R>): Promise<R> {
  try {
    return await command();
  } catch (error) {
    throw translate(error);
  }
}
