import { realpath } from "node:fs/promises";
import { dirname } from "node:path";
import { Problem } from "../domain/problem.ts";

/** Where the links to a file lead, for what lies beside it is there; a name that leads nowhere stays as it is. */
export function whereItLies(file: string): Promise<string> {
  return realpath(file).catch(() => file);
}

/** A file that cannot be made, as a Problem: `conflict` when it exists, else `invalid`. */
export function unwritable(file: string, cause: unknown): Problem {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "EEXIST") return new Problem("conflict", `${file} exists already; name a new file.`, { cause });
  if (code === "ENOENT") {
    return new Problem("invalid", `There is no folder ${dirname(file)}; make it, or name another file.`, { cause });
  }
  return new Problem("invalid", `${file} cannot be written: ${(cause as Error).message}.`, { cause });
}

/** A file that cannot be read, as a Problem: `not-found` when there is none, else `invalid`. */
export function unreadable(file: string, cause: unknown): Problem {
  if ((cause as NodeJS.ErrnoException).code === "ENOENT") {
    return new Problem("not-found", `There is no file ${file}.`, { cause });
  }
  return new Problem("invalid", `${file} cannot be read: ${(cause as Error).message}.`, { cause });
}
