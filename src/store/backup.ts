import { copyFile, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "../domain/problem.ts";
import type { Erasure } from "../domain/repos.ts";
import type { Erased } from "./backups/erasure-list.ts";
import { readSum, sha256Of } from "./backups/whole-file.ts";
import { copyLines, type Line, lastingCollections, linesOf } from "./copy.ts";
import { type Setting, secretSetting } from "./documents.ts";
import { unreadable, whereItLies } from "./files.ts";
import { readLines } from "./lines.ts";
import { openStore, type Store } from "./open.ts";
import { isDamage } from "./sqlite/errors.ts";
import { beginFilling, endFilling, fillingOf, fillingSettings } from "./unfinished.ts";
import { demandKnown, versionIn, versionSetting } from "./upgrades/version.ts";

export interface RestoreOptions {
  /** Replaces what the store holds, comments too. */
  force?: boolean;
  /** What is known to be erased besides, such as by the list beside the backups. */
  erased?: Erased;
}

/** Names of networks in a backup may be under salts that it does not carry, and what was erased since is to be erased again. */
const outlast = ["salts", "erasures"];

/**
 * Makes an open store what a backup says, be it the SQLite file or the lines that `Store.backup` wrote, and returns how
 * many documents that were. The backup is read through before anything is removed. A secret that it leaves out stays as
 * it is in the store. Throws `conflict` when the store holds comments and `force` is not set, `not-found` or `invalid`
 * for a file that is no whole backup.
 */
export async function restore(store: Pick<Store, "docs">, file: string, options: RestoreOptions = {}): Promise<number> {
  return withLines(file, async (lines) => {
    let hasSecret = false;
    for await (const { collection, doc } of lines()) {
      if (collection !== "settings") continue;
      hasSecret ||= doc._id === secretSetting;
      if (doc._id === versionSetting) demandKnown(versionIn(doc as Setting), `The backup ${file}`);
    }
    const isAgain = (await fillingOf(store.docs))?.by === "restore";
    if (!options.force && !isAgain && (await store.docs.comments.findOne({})) !== null) {
      throw new Problem(
        "conflict",
        "The store holds comments already; restore into an empty one, or force it to replace them.",
      );
    }
    await beginFilling(store.docs, { by: "restore", from: file });
    const spared = [...fillingSettings, ...(hasSecret ? [] : [secretSetting])];
    for (const docs of lastingCollections(store.docs)) {
      if (outlast.includes(docs.spec.name)) continue;
      await docs.deleteMany(docs.spec.name === "settings" ? { _id: { $nin: spared } } : {});
    }
    const copied = await copyLines(store.docs, lastErased(store, withoutMarks(lines())));
    await addErased(store, options.erased ?? new Map());
    await store.docs.erasures.updateMany({}, { $set: { due: true } });
    await endFilling(store.docs, null);
    return copied;
  });
}

/** The store learns what was erased after the backup was made; what came back since by itself is erased no more. */
async function addErased({ docs: { erasures } }: Pick<Store, "docs">, erased: Erased): Promise<void> {
  for (const [_id, { at, back }] of erased) {
    const known = await erasures.findOne({ _id });
    if (known && known.at > at) continue;
    if (back) await erasures.deleteOne({ _id });
    else await erasures.updateOne({ _id }, { $set: { at } }, { upsert: true });
  }
}

async function* withoutMarks(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
  for await (const line of lines)
    if (line.collection !== "settings" || !fillingSettings.includes(line.doc._id)) yield line;
}

/** What was erased here again since a backup was made stays known with the later time. */
async function* lastErased({ docs }: Pick<Store, "docs">, lines: AsyncIterable<Line>): AsyncGenerator<Line> {
  for await (const { collection, doc } of lines) {
    const known = collection === "erasures" ? await docs.erasures.findOne({ _id: doc._id }) : null;
    yield { collection, doc: known && known.at > (doc as Erasure).at ? known : doc };
  }
}

/** Hands the documents of a backup to `work`, which may read them more than once. */
async function withLines<R>(file: string, work: (lines: () => AsyncIterable<Line>) => Promise<R>): Promise<R> {
  await demandUnchanged(file);
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

/** Where its hash lies beside it, as with those that a node makes, not a bit of it has changed. */
async function demandUnchanged(file: string): Promise<void> {
  const sum = await readSum(await whereItLies(file));
  if (sum === null || sum === (await sha256Of(file))) return;
  throw new Problem(
    "invalid",
    `${file} is not what was written: its hash differs from that beside it. Use another backup.`,
  );
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
