import {
  type BackupPlan,
  type BackupShelf,
  type BackupState,
  nextBackup,
  noBackups,
  outdated,
} from "../../domain/backup.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem, Problem } from "../../domain/problem.ts";

type Needs = Pick<World, "settings" | "leases" | "clock" | "log" | "ids">;

interface Tools {
  shelf: BackupShelf;
  plan: BackupPlan;
  /** Tells the owner of something that the node cannot mend, or that it is over. */
  tell(sentence: string, about?: { over?: boolean }): Promise<unknown>;
}

/** Whoever makes one is taken for dead after so many milliseconds without a word. */
const leaseMs = 180_000;
const lease = "backup";

/** The setting that says how the last backups went. */
export const backupSetting = "backups";

/** Makes the backups of a node. */
export interface BackUp {
  /** Has one made that is due, without waiting for it; for once a minute. */
  sweep(): Promise<void>;
  /** Makes one now, due or not; throws what keeps it from being made, `conflict` where another process is at it. */
  now(): Promise<void>;
  /** Resolves when one that is under way has ended. */
  idle(): Promise<void>;
}

/** How the last backups went. */
export async function readBackups({ settings }: Pick<World, "settings">): Promise<BackupState> {
  return (await settings.get<BackupState>(backupSetting)) ?? noBackups;
}

/**
 * Makes a backup whenever one is due, on one node of several, and takes away those that are not kept any more once the new
 * one was verified. What goes wrong is written down, told to the owner once, as is its end, and tried again within the hour.
 */
export function createBackUp(world: Needs, { shelf, plan, tell }: Tools): BackUp {
  const me = world.ids.opaque();
  let working: Promise<void> | null = null;
  let caughtUp = false;

  function hold(): Promise<boolean> {
    const now = world.clock.now();
    return world.leases.take(lease, me, now, new Date(now.getTime() + leaseMs));
  }

  async function sweep(): Promise<void> {
    if (working) {
      await hold();
      return;
    }
    if (!caughtUp) {
      caughtUp = true;
      await noteErasures();
    }
    if (!isDue(await readBackups(world))) return;
    if (await hold()) void start().catch(() => undefined);
  }

  function isDue(state: BackupState): boolean {
    const now = world.clock.now();
    return nextBackup(state, plan, now) <= now;
  }

  /** For whoever has the lease. */
  function start(): Promise<void> {
    working ??= makeAndRelease();
    return working;
  }

  async function makeAndRelease(): Promise<void> {
    try {
      await make();
    } finally {
      working = null;
      await world.leases.release(lease, me);
    }
  }

  async function make(): Promise<void> {
    const before = await readBackups(world);
    const at = world.clock.now();
    try {
      const { name, bytes, documents } = await shelf.make(at);
      await write({ last: { name, at: at.toISOString(), bytes, documents }, fault: null });
      if (before.fault) await tell("Backups are made again.", { over: true });
      world.log.info({ backup: name, bytes, documents }, "A backup was made.");
    } catch (error) {
      await note(before, at, error);
      throw error;
    }
    await tidy().catch((error: unknown) => world.log.warn({ error }, "Old backups could not be taken away."));
    await noteErasures();
  }

  async function tidy(): Promise<void> {
    for (const old of outdated(await shelf.list(), plan.keep)) await shelf.remove(old);
  }

  async function noteErasures(): Promise<void> {
    await shelf
      .noteErasures()
      .catch((error: unknown) => world.log.warn({ error }, "The list of erasures could not be caught up with."));
  }

  async function note({ last, fault }: BackupState, at: Date, error: unknown): Promise<void> {
    const reason = isProblem(error) || error instanceof Error ? error.message : String(error);
    world.log.error({ error }, "No backup could be made; it is tried again within the hour.");
    await write({ last, fault: { at: at.toISOString(), since: fault?.since ?? at.toISOString(), reason } });
    if (fault === null) await tell(`No backup could be made. ${reason}`);
  }

  async function write(state: BackupState): Promise<void> {
    await world.settings.set(backupSetting, state);
  }

  return {
    sweep,
    async now() {
      if (working) return working;
      if (!(await hold())) throw new Problem("conflict", "Another process is making a backup right now.");
      await start();
    },
    async idle() {
      await working?.catch(() => undefined);
    },
  };
}
