import type { BackupShelf } from "../../domain/backup.ts";
import type { World } from "../../domain/ports.ts";

/** After so many milliseconds nobody goes back to the version before. */
const keepMs = 30 * 86_400_000;

/** Looked at no more often, in milliseconds. */
const everyMs = 3_600_000;

/**
 * Takes away what was copied before an upgrade of the store, where nothing else decides which backups are kept: it still
 * holds what was erased since.
 */
export function createSweepUpgraded({ clock }: Pick<World, "clock">, shelf: BackupShelf) {
  let lookedAt = 0;

  return async function sweepUpgraded(): Promise<number> {
    const now = clock.now().getTime();
    if (now - lookedAt < everyMs) return 0;
    lookedAt = now;
    const old = (await shelf.list()).filter(({ at }) => now - at.getTime() >= keepMs);
    for (const backup of old) await shelf.remove(backup);
    return old.length;
  };
}
