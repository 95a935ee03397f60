import { chmod, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BackupShelf, KeptBackup } from "../../domain/backup.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { Store } from "../open.ts";
import { readVersion } from "../upgrades/version.ts";
import { type Counts, readCopy } from "./check-copy.ts";
import { createErasureList } from "./erasure-list.ts";
import { sha256Of, sumFileOf, unfinished, writeSum, writeWhole } from "./whole-file.ts";

const pattern = /^antiphon-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z\.v(\d{1,6})\.(?:db|jsonl)$/;

/**
 * Backups of an open store in a folder, which is made with the first. Each lies beside its SHA-256, in the manner of
 * `sha256sum`; what has the name of a backup is whole.
 */
export function createBackupShelf(store: Pick<Store, "kind" | "docs" | "backup">, folder: string): BackupShelf {
  const erasures = createErasureList(folder);

  async function make(at: Date) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await removeUnfinished(folder);
    const version = (await readVersion(store.docs))?.version ?? 1;
    const name = nameOf(at, version, store.kind === "sqlite" ? "db" : "jsonl");
    const file = join(folder, name);
    let documents = 0;
    const before = await countsOf(store);
    await writeWhole(
      file,
      (draft) => store.backup(draft),
      async (draft) => {
        await chmod(draft, 0o600);
        const copied = await readCopy(store.kind, draft);
        demandAll(copied, before, await countsOf(store));
        documents = Object.values(copied).reduce((sum, count) => sum + count, 0);
        await writeSum(file, await sha256Of(draft));
      },
    );
    const { size } = await stat(file);
    return { name, at, version, bytes: size, documents };
  }

  return {
    folder,
    async list() {
      const names = await readdir(folder).catch(() => []);
      const found = await Promise.all(names.map((name) => read(folder, name)));
      return found.flatMap((backup) => backup ?? []).sort((a, b) => b.at.getTime() - a.at.getTime());
    },
    async make(at) {
      try {
        return await make(at);
      } catch (error) {
        throw troubleIn(folder, error);
      }
    },
    async remove({ name }) {
      await rm(join(folder, name), { force: true });
      await rm(sumFileOf(join(folder, name)), { force: true });
    },
    noteErasures: () => erasures.catchUp(store.docs.erasures.find({})),
  };
}

function nameOf(at: Date, version: number, ending: string): string {
  const [day = "", time = ""] = at.toISOString().slice(0, 19).split("T");
  return `antiphon-${day}T${time.replaceAll(":", "")}Z.v${version}.${ending}`;
}

async function read(folder: string, name: string): Promise<KeptBackup | null> {
  const [, day, hours, minutes, seconds, version] = pattern.exec(name) ?? [];
  if (version === undefined) return null;
  const found = await stat(join(folder, name)).catch(() => null);
  const at = new Date(`${day}T${hours}:${minutes}:${seconds}Z`);
  return found && { name, at, version: Number(version), bytes: found.size };
}

/** What a killed process left behind. One that the owner has made by hand may be under way, and has another name. */
async function removeUnfinished(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => {
    const [draft, end] = name.split(unfinished);
    return end !== undefined && pattern.test((draft ?? "").replace(/\.sha256$/, ""));
  });
  for (const name of left) await rm(join(folder, name), { force: true });
}

/** Collections that are never emptied and filled again within a moment, and nothing of which is left out. */
const steady = ["comments", "threads", "sites", "keys", "followers", "blocks"] as const;

async function countsOf({ docs }: Pick<Store, "docs">): Promise<Counts> {
  const counts: Record<string, number> = {};
  for (const name of steady) counts[name] = await docs[name].countDocuments({});
  return counts;
}

/** Where nobody wrote meanwhile, the copy has as much as the store. */
function demandAll(copied: Counts, before: Counts, after: Counts): void {
  for (const [name, count] of Object.entries(before)) {
    if (after[name] !== count || copied[name] === count) continue;
    throw new Problem("internal", `The copy has ${copied[name]} ${name} where the store has ${count}.`);
  }
}

/** What keeps backups from being written is told with the folder that it is about. */
function troubleIn(folder: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || (isProblem(error) && /\bfull\b/.test(message)))
    return new Problem("busy", `The disk of ${folder} is full: no backup could be written. Make room there.`, {
      cause: error,
    });
  if (isProblem(error)) return error;
  const sentence = `No backup could be written to ${folder}: ${message}. May the node's user write there?`;
  return new Problem("invalid", sentence, { cause: error });
}
