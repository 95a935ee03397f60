import { copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ForeignDatabase } from "../../domain/import.ts";
import { Problem } from "../../domain/problem.ts";
import { whereItLies } from "../files.ts";
import { type Database, openDatabase } from "./driver.ts";

/** What an engine keeps beside a database, needed to read what was written last. */
const companions = ["", "-wal", "-journal"];

/** How often a file that changes while it is copied is copied again. */
const attempts = 5;

/** A foreign database that must be closed after use. */
export interface OpenForeign extends ForeignDatabase {
  close(): Promise<void>;
}

/**
 * Opens another program's SQLite file for reading, also while that program uses it, or after it was cut off in mid-write.
 * What is read is a private copy: the file itself is neither written nor locked. Throws `not-found`, `invalid` for what is
 * no whole database, `busy` while it keeps changing.
 */
export async function openForeign(file: string): Promise<OpenForeign> {
  const folder = await mkdtemp(join(tmpdir(), "antiphon-import-"));
  let db: Database | null = null;
  const close = async () => {
    db?.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const copy = join(folder, "copy.db");
    await copyWhole(await whereItLies(file), copy);
    db = await openDatabase(copy);
    // The schema is a stranger's: nothing in it may call functions, nor lead out of its pages.
    db.exec("PRAGMA trusted_schema = OFF");
    db.exec("PRAGMA cell_size_check = ON");
    const [check] = db.prepare("PRAGMA quick_check(1)").all();
    if (check?.["quick_check"] !== "ok") throw new Error(String(check?.["quick_check"]));
    // From here on all is in one file, which is open: without a name it is gone when this process is, however that ends.
    db.exec("PRAGMA journal_mode = DELETE");
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  } catch (error) {
    await close();
    throw unreadable(file, error);
  }
  const open = db;
  return {
    all(sql, values = []) {
      try {
        return open.prepare(sql).all(...values);
      } catch (error) {
        throw unreadable(file, error);
      }
    },
    close,
  };
}

/** Copies a database with what lies beside it; again where it changed meanwhile, so that the parts belong together. */
async function copyWhole(file: string, copy: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await look(file);
    if (!before.startsWith("file")) throw notThere(file);
    for (const suffix of companions) {
      await rm(copy + suffix, { force: true });
      await copyFile(file + suffix, copy + suffix).catch((error: NodeJS.ErrnoException) => {
        if (suffix === "" || error.code !== "ENOENT") throw error;
      });
    }
    if ((await look(file)) === before) return;
  }
  throw new Problem("busy", `${file} keeps changing while it is read. Stop what writes to it, then try again.`);
}

async function look(file: string): Promise<string> {
  const seen = companions.map((suffix) =>
    stat(file + suffix, { bigint: true }).then(
      (found) => `${found.isFile() ? "file" : "other"} ${found.ino} ${found.size} ${found.mtimeNs}`,
      () => "none",
    ),
  );
  return (await Promise.all(seen)).join(", ");
}

function notThere(file: string): Problem {
  return new Problem("not-found", `There is no file ${file}.`);
}

function unreadable(file: string, error: unknown): Problem {
  if (error instanceof Problem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && "code" in error && error.code === "EACCES") {
    return new Problem("busy", `${file} may not be read by this account.`, { cause: error });
  }
  return new Problem("invalid", `${file} cannot be read as an SQLite database (${detail}).`, { cause: error });
}
