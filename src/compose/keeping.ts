import { randomUUID } from "node:crypto";
import type { Config } from "../config.ts";
import type { World } from "../domain/ports.ts";
import { createBackupShelf } from "../store/backups/shelf.ts";
import type { Store } from "../store/open.ts";
import { storeVersion } from "../store/upgrades/all.ts";
import { createEraseAgain } from "../usecases/keep/erase-again.ts";
import { createPresence } from "../usecases/keep/presence.ts";
import { createSweepHeld } from "../usecases/keep/sweep-held.ts";
import { createSweepMailboxes } from "../usecases/keep/sweep-mailboxes.ts";
import { createSweepNetworks } from "../usecases/keep/sweep-networks.ts";
import { createSweepUnsalted } from "../usecases/keep/sweep-unsalted.ts";
import { createSweepUpgraded } from "../usecases/keep/sweep-upgraded.ts";
import { createSweepSpam } from "../usecases/moderate/sweep-spam.ts";
import { backupFolderOf, createBackups } from "./backups.ts";
import { createTroubles } from "./troubles.ts";

/** What ends what is kept of people once its time is over, and what keeps the store well while a node serves it. */
export function createKeeping(world: World, store: Store, config: Config, program: string) {
  const { keep, spamDays } = config;
  const backups = createBackups(world, store, config);
  const folder = backupFolderOf(config);
  const old = backups ? null : folder;
  const eraseAgain = createEraseAgain(world);
  const presence = createPresence(world, { id: randomUUID(), program, storeVersion });
  return {
    backups: backups?.desk ?? (folder === null ? ("in memory" as const) : null),
    sweeps: {
      presence: () => presence.say(),
      expired: () => store.sweep(world.clock.now(), keep),
      spam: createSweepSpam(world, spamDays),
      held: createSweepHeld(world, keep),
      mailboxes: createSweepMailboxes(world, keep),
      networks: createSweepNetworks(world, keep),
      unsalted: createSweepUnsalted(world, keep),
      erasedAgain: eraseAgain,
      troubles: createTroubles(world, config),
      ...(backups ? { backups: () => backups.backUp.sweep() } : {}),
      ...(old === null ? {} : { upgraded: createSweepUpgraded(world, createBackupShelf(store, old)) }),
    },
    /** Resolves when nothing that takes long is under way. */
    idle: async () => backups?.backUp.idle(),
    /** Before the first request: nobody sees again what was erased, were it for a moment. */
    async begin() {
      await eraseAgain();
      await presence.say();
    },
    /** After the last one. */
    async end() {
      await backups?.backUp.idle();
      await presence.leave().catch((error: unknown) => world.log.warn({ error }, "The end could not be written down."));
    },
  };
}
