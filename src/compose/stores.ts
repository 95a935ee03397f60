import { access, constants, copyFile, stat } from "node:fs/promises";
import type { StoreTools } from "../cli/node.ts";
import { isInMemory } from "../config.ts";
import { Problem } from "../domain/problem.ts";
import { withoutPasswords } from "../log.ts";
import { databaseFileOf, keyFileOf } from "../runtime/secret-file.ts";
import { createClock } from "../runtime.ts";
import { restore } from "../store/backup.ts";
import { migrate } from "../store/migrate.ts";
import { openStore, type Store, type StoreOptions } from "../store/open.ts";

/** What the command does with whole stores; each opens what it needs by address and closes it whatever happens. */
export function createStoreTools(): StoreTools {
  const clock = createClock();
  return {
    async migrate(from, to, progress) {
      await demandDatabase(from);
      if (await isSameStore(from, to)) throw new Problem("invalid", "--from and --to name the same store.");
      const copy = (source: Store) => (target: Store) => migrate(source, target, { now: clock.now(), progress });
      return using(from, (source) => using(to, copy(source), calledBy("--to", to)), calledBy("--from", from));
    },
    async backup(store, file, { withSecrets }) {
      await demandDatabase(store);
      await using(store, (open) => open.backup(file, { withSecrets }));
      const keyFile = keyFileOf(store);
      if (!withSecrets || keyFile === null || !(await exists(keyFile))) return null;
      await copyFile(keyFile, `${file}.key`, constants.COPYFILE_EXCL);
      return `${file}.key`;
    },
    async restore(file, store, options) {
      refuseMemory(store);
      return using(store, (open) => restore(open, file, options), { alone: true });
    },
  };
}

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
