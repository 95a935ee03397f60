import { isProblem, Problem } from "../../domain/problem.ts";

const sentences: Record<number, string> = {
  5: "The database is locked by another process; stop that one, or try again in a moment.",
  6: "The database is locked by another process; stop that one, or try again in a moment.",
  8: "The database cannot be written: give the account that runs Antiphon write access to the file and its folder.",
  10: "The disk of the database does not answer; check it, then start again.",
  13: "The disk or the database is full; make room, then try again.",
  14: "The database file cannot be opened: check that its folder exists and may be read and written.",
};

/** Whether a statement failed because its `_id` is taken. */
export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === 1555;
}

/** Whether another connection holds the lock that a write needs. */
export function isLocked(error: unknown): boolean {
  return (codeOf(error) & 0xff) === 5;
}

/** Whether the engine itself failed, in which case it may have given up the open transaction. */
export function isEngineFault(error: unknown): boolean {
  return codeOf(error) !== 0;
}

/** An engine error as a Problem: `busy` for what time or the operator can mend, `conflict` for a file of another kind. */
export function translate(error: unknown): Problem {
  if (isProblem(error)) return error;
  const code = codeOf(error) & 0xff;
  const sentence = sentences[code];
  if (sentence) return new Problem("busy", sentence, { cause: error, retryAfter: 5 });
  if (code === 26)
    return new Problem("conflict", "The database file is not an SQLite database; name another one.", { cause: error });
  if (code === 11) {
    return new Problem("busy", "The database file is damaged; stop Antiphon and restore a backup.", { cause: error });
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new Problem("internal", `The database refused a statement: ${detail}.`, { cause: error });
}

function codeOf(error: unknown): number {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === "number" ? code : 0;
}
