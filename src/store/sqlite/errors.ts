import { isProblem, Problem } from "../../domain/problem.ts";

/** How each sentence goes on after the name of the database. */
const sentences: Record<number, string> = {
  5: "is locked by another process; stop that one, or try again in a moment.",
  6: "is locked by another process; stop that one, or try again in a moment.",
  8: "cannot be written: give the account that runs Antiphon write access to the file and its folder.",
  10: "lies on a disk that does not answer; check it, then start again.",
  11: "is damaged; stop Antiphon and restore a backup.",
  13: "is full, or its disk is; make room, then try again.",
  14: "cannot be opened: check that its folder exists and that the file may be read and written.",
};

const unanswering = 10;
const corrupt = 11;
const noDatabase = 26;

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

/** Whether a Problem came from a file that is damaged, cut short or no database. */
export function isDamage(error: unknown): boolean {
  return isProblem(error) && [corrupt, noDatabase].includes(codeOf(error.cause) & 0xff);
}

/**
 * An engine error as a Problem: `busy` for what time or the operator can mend, `conflict` for a file of another kind.
 * What the database is `called` is shown to whoever asked, strangers too once the node serves: then it names no file.
 */
export function translate(error: unknown, called = "The database"): Problem {
  if (isProblem(error)) return error;
  const code = codeOf(error) & 0xff;
  const sentence = sentences[code];
  if (sentence) return new Problem("busy", `${called} ${sentence}`, { cause: error, retryAfter: 5 });
  if (code === noDatabase) {
    return new Problem("conflict", `${called} is not an SQLite database; name another file.`, { cause: error });
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new Problem("internal", `${called} refused a statement: ${detail}.`, { cause: error });
}

/** A flush that failed, as a Problem: what was written may be lost with the machine. */
export function unflushed(cause: unknown): Problem {
  return new Problem("busy", `The database ${sentences[unanswering]}`, { cause, retryAfter: 5 });
}

function codeOf(error: unknown): number {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === "number" ? code : 0;
}
