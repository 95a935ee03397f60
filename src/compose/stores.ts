import { access, constants, copyFile } from "node:fs/promises";
import type { StoreTools } from "../cli/node.ts";
import { Problem } from "../domain/problem.ts";
import { withoutPasswords } from "../log.ts";
import { databaseFileOf, keyFileOf } from "../runtime/secret-file.ts";
import { createClock } from "../runtime.ts";
import { restore } from "../store/backup.ts";
import { migrate } from "../store/migrate.ts";
import { openStore, type Store } from "../store/open.ts";

/** What the command does with whole stores; each opens what it needs by address and closes it whatever happens. */
export function createStoreTools(): StoreTools {
  const clock = createClock();
  return {
    async migrate(from, to, progress) {
      await demandDatabase(from);
      return using(from, (source) => using(to, (target) => migrate(source, target, { now: clock.now(), progress })));
    },
    async backup(store, file, { withSecrets }) {
      await demandDatabase(store);
      await using(store, (open) => open.backup(file, { withSecrets }));
      const keyFile = keyFileOf(store);
      if (!withSecrets || keyFile === null || !(await exists(keyFile))) return null;
      await copyFile(keyFile, `${file}.key`, constants.COPYFILE_EXCL);
      return `${file}.key`;
    },
    restore: (file, store, options) => using(store, (open) => restore(open, file, options)),
  };
}

async function using<T>(address: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(address);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Opening an embedded store makes one where there is none, which is no place to copy from. */
async function demandDatabase(address: string): Promise<void> {
  const file = databaseFileOf(address);
  if (file === null || (await exists(file))) return;
  throw new Problem("not-found", `There is no store at ${withoutPasswords(address)}. Is it another folder?`);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
