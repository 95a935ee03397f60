import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "./driver.ts";
import { isEngineFault, isLocked, translate } from "./errors.ts";
import { whenUnlocked } from "./locks.ts";
import { createLook, rollBack } from "./look.ts";
import type { WalSync } from "./wal-sync.ts";

/** Turns of the event loop that a commit waits for more at most. */
const mostTurns = 8;

/** How long, in milliseconds, is waited for what. */
export interface Waits {
  /** For another process to let go of the lock; the write fails then. */
  lockMs: number;
  /** For the disk to be free, with the lock held, which other processes want as well; 20 when nothing is said. */
  diskMs?: number;
}

/** Runs writes so that those of one turn of the event loop, and all that come while the disk is busy, share one commit. */
export interface Commits {
  /**
   * To be called before a read; see `Look`. What is being written is seen as well, and needs no look of its own. Returns
   * which look it is: in one and the same, nothing of what others write is seen to change.
   */
  look(): number;
  /**
   * Runs a write, at once unless another process holds the lock; resolves with its result when it is committed and,
   * unless `relaxed`, on the disk. What it throws before it changed anything fails this write alone; a fault of the engine
   * takes the whole group back and fails it with `busy`.
   */
  write<R>(work: () => R, relaxed?: boolean): Promise<R>;
  /** How many groups were taken back so far. */
  takenBack(): number;
  /** Commits at once what is still open, and ends the look. */
  flush(): void;
  /** Resolves when all writes that were asked for are committed or have failed. */
  idle(): Promise<void>;
}

interface Group {
  committed: Promise<void>;
  /** On the disk; null where nobody waits for that. */
  flushed: Promise<void> | null;
  settle(fault: unknown): void;
  /** How many have joined it. */
  writes: number;
}

/**
 * Group commit over one connection: the first write opens the transaction, and the first turn that brings no more commits
 * it. Where somebody waits for the disk it stays open a moment longer if an earlier flush is under way, as theirs cannot
 * begin before that ends.
 */
export function createCommits(db: Database, disk: WalSync, { lockMs, diskMs = 20 }: Waits): Commits {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const look = createLook(db);
  let group: Group | null = null;
  let opening: Promise<void> | null = null;
  /** How many wait for the lock. */
  let waiting = 0;
  let looks = 0;
  let takenBack = 0;

  /** Opens a group; throws while somebody else holds the lock. */
  function open(): void {
    look.close();
    begin.run();
    looks += 1;
    group = createGroup();
    setImmediate(gather, group, 0);
  }

  async function whenOpen(): Promise<void> {
    if (group) return;
    opening ??= whenUnlocked(open, lockMs).finally(() => {
      opening = null;
    });
    await opening;
  }

  /** The group that a write can join now, a new one if need be; null while the lock is waited for. */
  function joinable(): Group | null {
    try {
      if (!group && !opening) open();
    } catch (error) {
      if (!isLocked(error)) throw error;
    }
    return group;
  }

  /** Those who came together write in turns that follow each other: as long as each brings more, the next is waited for. */
  function gather(expected: Group, turns: number, seen = 0): void {
    const { writes } = expected;
    if (writes > seen && turns < mostTurns) setImmediate(gather, expected, turns + 1, writes);
    else finish(expected);
  }

  function finish(expected: Group): void {
    const busy = expected.flushed === null ? null : disk.busy();
    if (!busy) {
      commitGroup(expected);
      return;
    }
    const late = setTimeout(commitGroup, diskMs, expected);
    const free = () => {
      clearTimeout(late);
      commitGroup(expected);
    };
    busy.then(free, free);
  }

  function commitGroup(expected: Group): void {
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
    takenBack += 1;
    rollBack(db);
    failed.settle(error);
  }

  /** Resolves when a group is committed and on the disk; all that need that of one group ask the disk once. */
  function durable(mine: Group): Promise<void> {
    mine.flushed ??= mine.committed.then(disk.sync);
    return mine.flushed;
  }

  function flush(): void {
    look.close();
    if (group) commitGroup(group);
  }

  return {
    look() {
      if (!group && look.open()) looks += 1;
      return looks;
    },
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
        mine.writes += 1;
        const result = work();
        if (relaxed) await mine.committed;
        else await durable(mine);
        return result;
      } catch (error) {
        if (mine && group === mine && isEngineFault(error)) abandon(mine, error);
        throw translate(error);
      }
    },
    takenBack: () => takenBack,
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
  return { committed, flushed: null, settle, writes: 0 };
}
