import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { Database } from "./driver.ts";
import { isEngineFault, isLocked, translate } from "./errors.ts";
import type { WalSync } from "./wal-sync.ts";

/** Milliseconds between two looks whether another process has let go of the lock. */
const lookEveryMs = 10;

/** Runs writes so that those of one turn of the event loop share one commit. */
export interface Commits {
  /**
   * Runs a write, at once unless another process holds the lock; resolves with its result when it is committed and,
   * unless `relaxed`, on the disk. What it throws before it changed anything fails this write alone; a fault of the engine
   * takes the whole group back and fails it with `busy`.
   */
  write<R>(work: () => R, relaxed?: boolean): Promise<R>;
  /** Commits at once what is still open. */
  flush(): void;
  /** Resolves when all writes that were asked for are committed or have failed. */
  idle(): Promise<void>;
}

interface Group {
  committed: Promise<void>;
  /** On the disk; null where nobody waits for that. */
  flushed: Promise<void> | null;
  settle(fault: unknown): void;
}

/**
 * Group commit over one connection: the first write of a turn opens the transaction, the end of the turn commits it, and
 * `disk` is asked to flush what was committed where somebody waits for that.
 */
export function createCommits(db: Database, disk: WalSync, lockWaitMs: number): Commits {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  let group: Group | null = null;
  let opening: Promise<void> | null = null;
  /** How many wait for the lock. */
  let waiting = 0;

  /** Opens a group; false when somebody else holds the lock, which the last try throws. */
  function open(lastTry = false): boolean {
    try {
      begin.run();
    } catch (error) {
      if (isLocked(error) && !lastTry) return false;
      throw error;
    }
    group = createGroup();
    setImmediate(finish, group);
    return true;
  }

  /** The event loop is never blocked by a lock: it may be held by somebody who needs it to let go. */
  async function openWhenFree(): Promise<void> {
    for (let waited = 0; !open(waited >= lockWaitMs); waited += lookEveryMs) await pause(lookEveryMs);
  }

  async function whenOpen(): Promise<void> {
    if (group) return;
    opening ??= openWhenFree().finally(() => {
      opening = null;
    });
    await opening;
  }

  /** The group that a write can join now, a new one if need be; null while the lock is waited for. */
  function joinable(): Group | null {
    if (!group && !opening) open();
    return group;
  }

  function finish(expected: Group): void {
    if (group !== expected) return;
    group = null;
    try {
      commit.run();
      expected.settle(null);
    } catch (error) {
      abandon(expected, error);
    }
  }

  function abandon(failed: Group, error: unknown): void {
    group = null;
    try {
      db.exec("ROLLBACK");
    } catch {
      // The engine has rolled back by itself, as it does when the disk is full.
    }
    failed.settle(error);
  }

  /** Resolves when a group is committed and on the disk; all that need that of one group ask the disk once. */
  function durable(mine: Group): Promise<void> {
    mine.flushed ??= mine.committed.then(disk.sync);
    return mine.flushed;
  }

  function flush(): void {
    if (group) finish(group);
  }

  return {
    async write(work, relaxed = false) {
      let mine: Group | null = null;
      try {
        mine = joinable();
        // Another may have brought down, by its own fault, the group that was waited for.
        while (mine === null) {
          waiting += 1;
          await whenOpen().finally(() => {
            waiting -= 1;
          });
          mine = joinable();
        }
        const result = work();
        if (relaxed) await mine.committed;
        else await durable(mine);
        return result;
      } catch (error) {
        if (mine && group === mine && isEngineFault(error)) abandon(mine, error);
        throw translate(error);
      }
    },
    flush,
    async idle() {
      await opening?.catch(() => undefined);
      // Those who waited for the lock run now, before what is open is committed.
      while (waiting > 0) await nextTurn();
      await nextTurn();
      flush();
    },
  };
}

function createGroup(): Group {
  let settle: Group["settle"] = () => undefined;
  const committed = new Promise<void>((resolve, reject) => {
    settle = (fault) => (fault === null ? resolve() : reject(fault as Error));
  });
  // Writers wait for it themselves; a group whose only write failed has nobody who does.
  committed.catch(() => undefined);
  return { committed, flushed: null, settle };
}
