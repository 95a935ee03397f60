import { existsSync } from "node:fs";
import type { Config } from "../config.ts";
import { endAtOnce } from "../runtime/end-at-once.ts";
import { databaseFileOf } from "../runtime/secret-file.ts";
import { createErasureList } from "../store/backups/erasure-list.ts";
import { openStore, type Store, type StoreOptions } from "../store/open.ts";
import { backupFolderOf } from "./backups.ts";

/** Opens the store that the settings name; with no blog to serve the node shows its own, in a store that ends with it. */
export async function openFor(config: Config, options: StoreOptions): Promise<{ store: Store; demo: boolean }> {
  const file = databaseFileOf(config.store);
  // Opening would make an empty database, in whatever folder a command happened to be called.
  if (config.sites.length === 0 && file !== null && !existsSync(file)) return demoStore(options);
  const folder = config.backup && backupFolderOf(config);
  const store = await openStore(config.store, {
    ...options,
    onLost: ({ message }) => endAtOnce(message),
    ...(folder ? { erasureCopy: createErasureList(folder) } : {}),
  });
  if (config.sites.length > 0 || (await store.repos.sites.all()).length > 0) return { store, demo: false };
  await store.close();
  return demoStore(options);
}

async function demoStore(options: StoreOptions): Promise<{ store: Store; demo: boolean }> {
  return { store: await openStore("sqlite::memory:", options), demo: true };
}
