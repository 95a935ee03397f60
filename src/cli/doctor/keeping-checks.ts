import { type Config, isInMemory } from "../../config.ts";
import { nextBackup } from "../../domain/backup.ts";
import { counted } from "../../domain/counted.ts";
import type { Finding } from "../../domain/finding.ts";
import type { World } from "../../domain/ports.ts";
import { sizeText } from "../../domain/size-text.ts";
import { readBackups } from "../../usecases/keep/back-up.ts";
import { finding } from "./finding.ts";

/** Which versions the program and the store have, and whether all nodes that serve it are of one. */
export function checkVersions(
  { nodes, clock }: Pick<World, "nodes" | "clock">,
  program: string,
  storeVersion: number,
): Promise<Finding> {
  return finding("version", async () => {
    const ours = `Antiphon ${program}, and a store of version ${storeVersion}`;
    const others = [...new Set((await nodes.serving(clock.now())).map((node) => node.program))];
    const different = others.filter((other) => other !== program);
    if (different.length === 0) return { mark: "ok", sentence: `${ours}.` };
    return {
      mark: "warn",
      sentence: `${ours}; nodes with Antiphon ${different.join(", ")} serve it as well: upgrade all of them.`,
    };
  });
}

/** Whether the file of the store is whole. */
export function checkIntegrity(faults: () => Promise<string[]>): Promise<Finding> {
  return finding("integrity", async () => {
    const [first, ...more] = await faults();
    if (first === undefined) return { mark: "ok", sentence: "the database is whole." };
    const others = more.length === 0 ? "" : ` (and ${counted(more.length, "other fault")})`;
    return {
      mark: "fail",
      sentence: `the database is damaged: ${first}${others}. Stop the node, check the disk, and restore a backup.`,
    };
  });
}

/** When the last backup was made, and whether the next one comes. */
export function checkBackups(
  world: Pick<World, "settings" | "clock">,
  { backup, store }: Pick<Config, "backup" | "store">,
): Promise<Finding> {
  return finding("backups", async () => {
    if (isInMemory(store)) return { mark: "ok", sentence: "none: the store is in memory, and ends with the node." };
    const state = await readBackups(world);
    const { last, fault } = state;
    if (backup === null)
      return {
        mark: "ok",
        sentence:
          "the node makes none by itself; ANTIPHON_BACKUP_DIR names a folder for them, and it makes one each day.",
      };
    const made = last === null ? "none was made yet" : `the last is of ${shown(last.at)}, ${sizeText(last.bytes)}`;
    if (fault !== null)
      return { mark: "fail", sentence: `${made}. Since ${shown(fault.since)} none can be made: ${fault.reason}` };
    const now = world.clock.now();
    const next = nextBackup(state, backup, now);
    const overdue = now.getTime() - next.getTime() > backup.everyMs;
    if (last === null || overdue)
      return { mark: "warn", sentence: `${made}; a node that runs makes the next within minutes. Does it run?` };
    return { mark: "ok", sentence: `${made}; the next comes ${shown(next.toISOString())}, in ${backup.folder}.` };
  });
}

function shown(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
