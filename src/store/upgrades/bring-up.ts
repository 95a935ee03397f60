import { setTimeout as sleep } from "node:timers/promises";
import type { Clock, Log } from "../../domain/ports.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { Store } from "../open.ts";
import { takeIntoUse } from "../unfinished.ts";
import { shapedSince } from "./0004-columns.ts";
import { upgrades as all, lastVersion } from "./all.ts";
import type { Upgrade } from "./upgrade.ts";
import { demandKnown, readVersion, type StoreVersion, versionSetting } from "./version.ts";

/** Whoever upgrades is taken for dead after so many milliseconds without a word. */
const leaseMs = 30_000;
/** Another node that upgrades is waited for, so long at most. */
const patienceMs = 600_000;
const lookEveryMs = 250;

const lease = "upgrade";

/** How a store is brought up. */
export interface BringUpOptions {
  /** The version of the program. */
  program: string;
  /** Tells this process from others. */
  by: string;
  clock: Clock;
  log: Log;
  /** Puts the store as it is in a safe place, before the first change of one that has this version. */
  keep?(version: number): Promise<void>;
  upgrades?: readonly Upgrade[];
  pause?(ms: number): Promise<unknown>;
}

/** What is needed of a store for it to be brought up. */
export type Upgradable = Pick<Store, "docs" | "dropIndex" | "isShaped" | "reshape"> & {
  repos: Pick<Store["repos"], "leases" | "nodes">;
};

/**
 * Brings a store to the version of this program, one node at a time; a new store has it at once. Returns from which version
 * it was brought, null when there was nothing to do. What was cut off is gone on with. Throws `conflict` for a newer
 * store, for one that was not filled to its end, and where an older node still serves it that could not go on; `busy` when another node is at it for long.
 */
export async function bringUp(store: Upgradable, options: BringUpOptions): Promise<number | null> {
  const { program, by, clock, log, upgrades = all, pause = sleep } = options;
  const { leases } = store.repos;
  const target = lastVersion(upgrades);

  /** What is still to be done; null where nothing is. */
  async function due(): Promise<StoreVersion | null> {
    const found = (await readVersion(store.docs)) ?? (await write(target));
    demandKnown(found, "The store", target);
    // What was restored into the file of an older program brought its own version along, but not its shape.
    const version = store.isShaped() ? found.version : Math.min(found.version, shapedSince - 1);
    return version === target ? null : { ...found, version };
  }

  async function write(version: number): Promise<StoreVersion> {
    const value: StoreVersion = { version, program };
    await store.docs.settings.updateOne({ _id: versionSetting }, { $set: { value } }, { upsert: true });
    return value;
  }

  function take(): Promise<boolean> {
    const now = clock.now();
    return leases.take(lease, by, now, new Date(now.getTime() + leaseMs));
  }

  /** Whoever rewrites an embedded store keeps its lock for minutes: others cannot even ask for the lease, and wait as well. */
  function tryTake(): Promise<boolean> {
    return take().catch((error: unknown) => {
      if (isProblem(error, "busy")) return false;
      throw error;
    });
  }

  /** Whether it is ours to do: another node may have done it meanwhile. */
  async function waited(): Promise<boolean> {
    const since = clock.now().getTime();
    for (let isFirst = true; !(await tryTake()); isFirst = false) {
      if (isFirst) log.info({}, "Another node brings the store to a newer version; waiting for it.");
      if (clock.now().getTime() - since >= patienceMs)
        throw new Problem("busy", "Another node has been upgrading the store for ten minutes; start this one later.");
      await pause(lookEveryMs);
      if ((await due()) === null) return false;
    }
    return true;
  }

  async function run(from: StoreVersion): Promise<void> {
    const wanted = upgrades.filter(({ version }) => version > from.version);
    await demandAlone(store, wanted, clock);
    await options.keep?.(from.version);
    for (const upgrade of wanted) {
      log.info({ version: upgrade.version }, `Brings the store to version ${upgrade.version}: ${upgrade.title}.`);
      // A step that rewrites an embedded store takes minutes of one turn: asked for in the same, the lease is renewed by its commit.
      await Promise.all([upgrade.run({ ...store, log }), take()]);
      if (!(await take())) throw new Problem("busy", "Another node took over the upgrade of the store; start again.");
      await write(upgrade.version);
    }
  }

  await takeIntoUse(store.docs);
  if ((await due()) === null || !(await waited())) return null;
  const alive = setInterval(() => void take().catch(() => undefined), leaseMs / 3).unref();
  try {
    const from = await due();
    if (from === null) return null;
    await run(from);
    return from.version;
  } finally {
    clearInterval(alive);
    await leases.release(lease, by);
  }
}

async function demandAlone({ repos }: Upgradable, wanted: readonly Upgrade[], clock: Clock): Promise<void> {
  const version = wanted.findLast(({ alone }) => alone)?.version ?? 0;
  const older = (await repos.nodes.serving(clock.now())).find(({ knows }) => knows < version);
  if (!older) return;
  throw new Problem(
    "conflict",
    `A node with Antiphon ${older.program} serves the store, and cannot go on with version ${version} of it: stop that one first, then start this one. One that was killed counts for three minutes.`,
  );
}
