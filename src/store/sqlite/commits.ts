import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { Database } from "./driver.ts";
import { isEngineFault, isLocked, translate } from "./errors.ts";

/** Milliseconds between two looks whether another process has let go of the lock. */
const lookEveryMs = 10;

/** Runs writes so that those of one turn of the event loop share one commit. */
export interface Commits {
  /**
   * Runs a write, at once unless another process holds the lock; resolves with its result when it is committed, and
   * durable unless `relaxed`. What it throws before it changed anything fails this write alone; a fault of the engine
   * takes the whole group back and fails it with `busy`.
   */
  write<R>(work: () => R, relaxed?: boolean): Promise<R>;
  /** Commits at once what is still open. */
  flush(): void;
  /** Resolves when all writes that were asked for are committed or have failed. */
  idle(): Promise<void>;
}

interface Group {
  durable: boolean;
  done: Promise<void>;
  settle(fault: unknown): void;
}

/** Group commit over one connection: the first write of a turn opens the transaction, the end of the turn commits it. */
export function createCommits(db: Database, lockWaitMs: number): Commits {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  let group: Group | null = null;
  let opening: Promise<void> | null = null;
  let syncing = true;
  /** How many wait for the lock. */
  let waiting = 0;

  /** Whether commits wait for the disk. A later one that does brings those before it to the disk as well. */
  function sync(durable: boolean): void {
    if (syncing !== durable) db.exec(`PRAGMA synchronous = ${durable ? "FULL" : "NORMAL"}`);
    syncing = durable;
  }

  /** Opens a group; false when somebody else holds the lock, which the last try throws. */
  function open(durable: boolean, lastTry = false): boolean {
    try {
      sync(durable);
      begin.run();
    } catch (error) {
      if (isLocked(error) && !lastTry) return false;
      throw error;
    }
    group = createGroup(durable);
    setImmediate(finish, group);
    return true;
  }

  /** The event loop is never blocked by a lock: it may be held by somebody who needs it to let go. */
  async function openWhenFree(): Promise<void> {
    for (let waited = 0; !open(true, waited >= lockWaitMs); waited += lookEveryMs) await pause(lookEveryMs);
  }

  async function whenOpen(): Promise<void> {
    if (group) return;
    opening ??= openWhenFree().finally(() => {
      opening = null;
    });
    await opening;
  }

  /** The group that a write can join now, a new one if need be; null while the lock is waited for. */
  function joinable(relaxed: boolean): Group | null {
    if (group && !group.durable && !relaxed) finish(group);
    if (!group && !opening) open(!relaxed);
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

  function flush(): void {
    if (group) finish(group);
  }

  return {
    async write(work, relaxed = false) {
      let mine: Group | null = null;
      try {
        mine = joinable(relaxed);
        // Another may have brought down, by its own fault, the group that was waited for.
        while (mine === null) {
          waiting += 1;
          await whenOpen().finally(() => {
            waiting -= 1;
          });
          mine = joinable(relaxed);
        }
        const result = work();
        await mine.done;
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

function createGroup(durable: boolean): Group {
  let settle: Group["settle"] = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    settle = (fault) => (fault === null ? resolve() : reject(fault as Error));
  });
  // Writers wait for it themselves; a group whose only write failed has nobody who does.
  done.catch(() => undefined);
  return { durable, done, settle };
}
