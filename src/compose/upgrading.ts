import { randomUUID } from "node:crypto";
import type { Config } from "../config.ts";
import type { Clock, Log } from "../domain/ports.ts";
import { createBackupShelf } from "../store/backups/shelf.ts";
import type { Store } from "../store/open.ts";
import { bringUp } from "../store/upgrades/bring-up.ts";
import { backupFolderOf } from "./backups.ts";

/**
 * Brings the store of a node to the version of this program before anything reads it, after a backup where it is a file;
 * throws as `bringUp` does.
 */
export async function upgrade(
  store: Store,
  config: Pick<Config, "store" | "backup">,
  parts: { program: string; clock: Clock; log: Log },
): Promise<void> {
  const { clock, log } = parts;
  const folder = store.kind === "sqlite" ? backupFolderOf(config) : null;

  async function keep(): Promise<void> {
    if (folder === null) return;
    const { name } = await createBackupShelf(store, folder).make(clock.now());
    log.info({ backup: name, folder }, "A backup was made before the store is upgraded.");
  }

  const from = await bringUp(store, { ...parts, by: randomUUID(), keep });
  if (from !== null) log.info({ from }, "The store has the version of this Antiphon now.");
}
