import { copyFile, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "../domain/problem.ts";
import { copyLines, everyCollection, type Line, linesOf } from "./copy.ts";
import { secretSetting } from "./documents.ts";
import { unreadable } from "./files.ts";
import { readLines } from "./lines.ts";
import { openStore, type Store } from "./open.ts";
import { isDamage } from "./sqlite/errors.ts";

export interface RestoreOptions {
  /** Replaces what the store holds, comments too. */
  force?: boolean;
}

/**
 * Makes an open store what a backup says, be it the SQLite file or the lines that `Store.backup` wrote, and returns how
 * many documents that were. The backup is read through before anything is removed. A secret that it leaves out stays as
 * it is in the store. Throws `conflict` when the store holds comments and `force` is not set, `not-found` or `invalid`
 * for a file that is no whole backup.
 */
export async function restore(store: Pick<Store, "docs">, file: string, options: RestoreOptions = {}): Promise<number> {
  return withLines(file, async (lines) => {
    let hasSecret = false;
    for await (const { collection, doc } of lines())
      hasSecret ||= collection === "settings" && doc._id === secretSetting;
    if (!options.force && (await store.docs.comments.findOne({})) !== null) {
      throw new Problem(
        "conflict",
        "The store holds comments already; restore into an empty one, or force it to replace them.",
      );
    }
    for (const docs of everyCollection(store.docs)) {
      const spared = docs.spec.name === "settings" && !hasSecret;
      await docs.deleteMany(spared ? { _id: { $ne: secretSetting } } : {});
    }
    return copyLines(store.docs, lines());
  });
}

/** Hands the documents of a backup to `work`, which may read them more than once. */
async function withLines<R>(file: string, work: (lines: () => AsyncIterable<Line>) => Promise<R>): Promise<R> {
  if (!(await isSqlite(file))) return work(() => readLines(file));
  const folder = await mkdtemp(join(tmpdir(), "antiphon-"));
  try {
    // A copy, because opening a database may bring it to the current schema, and a backup stays as it is.
    const copy = join(folder, "backup.db");
    await copyFile(file, copy);
    const backup = await openStore(`sqlite:${copy}`, { called: `The backup ${file}` }).catch((error: unknown) => {
      throw damaged(file, error);
    });
    try {
      return await work(() => readable(file, linesOf(backup.docs)));
    } finally {
      await backup.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Reads on, and lays what is wrong with the backup at its own door, not at that of the store it is read into. */
async function* readable(file: string, lines: AsyncIterable<Line>): AsyncGenerator<Line> {
  try {
    yield* lines;
  } catch (error) {
    throw damaged(file, error);
  }
}

function damaged(file: string, error: unknown): unknown {
  if (!isDamage(error) && !(error instanceof SyntaxError)) return error;
  return new Problem("invalid", `${file} is damaged or cut short; use another backup.`, { cause: error });
}

async function isSqlite(file: string): Promise<boolean> {
  try {
    const handle = await open(file, "r");
    try {
      const { buffer } = await handle.read(Buffer.alloc(16), 0, 16, 0);
      return buffer.toString("latin1").startsWith("SQLite format 3");
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
}
