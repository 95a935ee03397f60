import { dirname, join } from "node:path";
import type { Config } from "../config.ts";
import type { BackupDesk, BackupPlan } from "../domain/backup.ts";
import type { World } from "../domain/ports.ts";
import { databaseFileOf } from "../runtime/secret-file.ts";
import { createBackupShelf } from "../store/backups/shelf.ts";
import type { Store } from "../store/open.ts";
import { type BackUp, createBackUp } from "../usecases/keep/back-up.ts";
import { createTellTrouble } from "../usecases/notify/tell-trouble.ts";

/**
 * Where backups lie: where the settings say; else those from before an upgrade, which go by themselves, in a folder of their own
 * beside the database. Null where a store ends with its process.
 */
export function backupFolderOf({ store, backup }: Pick<Config, "store" | "backup">): string | null {
  const database = databaseFileOf(store);
  if (database === null && !store.startsWith("mongodb")) return null;
  return backup?.folder ?? (database === null ? null : join(dirname(database), "before-upgrades"));
}

/** What makes the backups of a node, and what its pages can do about them; null where none are asked for. */
export function createBackups(
  world: World,
  store: Store,
  config: Pick<Config, "store" | "backup" | "mail">,
): { backUp: BackUp; desk: BackupDesk } | null {
  const folder = backupFolderOf(config);
  if (config.backup === null || folder === null) return null;
  const plan: BackupPlan = config.backup;
  const shelf = createBackupShelf(store, folder);
  const backUp = createBackUp(world, { shelf, plan, tell: createTellTrouble(world, config.mail !== null) });
  return { backUp, desk: { shelf, plan, poke: () => void backUp.now().catch(() => undefined) } };
}
