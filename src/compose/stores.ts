import { randomUUID } from "node:crypto";
import { access, constants, copyFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { StoreTools } from "../cli/node.ts";
import { isInMemory } from "../config.ts";
import { Problem } from "../domain/problem.ts";
import { createLog, withoutPasswords } from "../log.ts";
import { databaseFileOf, keyFileOf } from "../runtime/secret-file.ts";
import { createClock } from "../runtime.ts";
import { restore } from "../store/backup.ts";
import { readCopy } from "../store/backups/check-copy.ts";
import { erasureListName, readErasures } from "../store/backups/erasure-list.ts";
import { writeWhole } from "../store/backups/whole-file.ts";
import { whereItLies } from "../store/files.ts";
import { migrate } from "../store/migrate.ts";
import { openStore, type Store, type StoreOptions } from "../store/open.ts";
import { storeVersion } from "../store/upgrades/all.ts";
import { bringUp } from "../store/upgrades/bring-up.ts";
import { readManifest } from "./manifest.ts";

/** What the command does with whole stores; each opens what it needs by address and closes it whatever happens. */
export function createStoreTools(): StoreTools {
  const clock = createClock();
  return {
    storeVersion,
    async migrate(from, to, { progress, warn }) {
      await demandDatabase(from);
      if (await isSameStore(from, to)) throw new Problem("invalid", "--from and --to name the same store.");
      const copy = async (source: Store, target: Store) => {
        await demandUnserved(target, to);
        if (await isServed(source)) warn(servedSource);
        return migrate(source, target, { now: clock.now, progress });
      };
      const filling = { ...calledBy("--to", to), alone: true };
      const into = (source: Store) => using(to, (target) => copy(source, target), filling);
      return using(from, into, calledBy("--from", from));
    },
    async backup(store, file, { withSecrets }) {
      await demandDatabase(store);
      if (await exists(file)) throw new Problem("conflict", `${file} exists already; name a new file.`);
      await using(store, (open) =>
        writeWhole(
          resolve(file),
          (draft) => open.backup(draft, { withSecrets }),
          async (draft) => void (await readCopy(open.kind, draft)),
        ),
      );
      const keyFile = keyFileOf(store);
      if (!withSecrets || keyFile === null || !(await exists(keyFile))) return null;
      await copyFile(keyFile, `${file}.key`, constants.COPYFILE_EXCL);
      return `${file}.key`;
    },
    async restore(file, store, { force, erasures }) {
      refuseMemory(store);
      if (erasures !== null && !(await exists(erasures)))
        throw new Problem("not-found", `There is no file ${erasures}.`);
      const erased = await readErasures(erasures ?? join(dirname(await whereItLies(file)), erasureListName));
      const work = async (open: Store) => {
        await demandUnserved(open, store);
        const documents = await restore(open, file, { force, erased });
        await bringUp(open, { program: readManifest().version, by: randomUUID(), clock, log: createLog("silent") });
        return { documents, erased: [...erased.values()].filter(({ back }) => !back).length };
      };
      return using(store, work, { alone: true });
    },
  };

  async function isServed({ repos }: Store): Promise<boolean> {
    return (await repos.nodes.serving(clock.now())).length > 0;
  }

  /** A file that is had alone is served by nobody, whatever a node that was killed left written in it. */
  async function demandUnserved(store: Store, address: string): Promise<void> {
    if (store.kind === "sqlite" || !(await isServed(store))) return;
    throw new Problem(
      "conflict",
      `A node serves ${withoutPasswords(address)}: stop it first. One that was killed counts for three minutes.`,
    );
  }
}

const servedSource =
  "A node serves the source. What is written meanwhile is found by the comparison at the end: then stop the node and run this once more.";

async function using<T>(address: string, work: (store: Store) => Promise<T>, options: StoreOptions = {}): Promise<T> {
  const store = await openStore(address, options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Opening an embedded store makes one where there is none, which is no place to copy from. */
async function demandDatabase(address: string): Promise<void> {
  refuseMemory(address);
  const file = databaseFileOf(address);
  if (file === null || (await exists(file))) return;
  throw new Problem("not-found", `There is no store at ${withoutPasswords(address)}. Is it another folder?`);
}

function refuseMemory(address: string): void {
  if (!isInMemory(address)) return;
  throw new Problem("conflict", `${address} lives inside the running node, out of reach of commands. Name a file.`);
}

/** Whether two addresses are one, or two spellings of one file: through links, or the long way round. */
async function isSameStore(one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [here, there] = await Promise.all([one, other].map(identityOf));
  return here !== null && here === there;
}

async function identityOf(address: string): Promise<string | null> {
  const file = databaseFileOf(address);
  const found = file === null ? null : await stat(file).catch(() => null);
  return found && `${found.dev}:${found.ino}`;
}

function calledBy(option: string, address: string): StoreOptions {
  const file = databaseFileOf(address);
  return file === null ? {} : { called: `The database ${file} (${option})` };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
