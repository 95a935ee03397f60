import { type FileHandle, open } from "node:fs/promises";
import type { Problem } from "../../domain/problem.ts";
import { unflushed } from "./errors.ts";

/** Brings to the disk what was committed. */
export interface WalSync {
  /**
   * Resolves when all that was committed before the call is on the disk; throws `busy` when the disk refuses, and from then on
   * always.
   */
  sync(): Promise<void>;
  /** The end of the flush that is under way, however it ends; null when there is none. */
  busy(): Promise<void> | null;
  /** Waits for what is under way, then lets the file go. */
  close(): Promise<void>;
}

/** For a database in memory: there is no disk to wait for. */
export const noSync: WalSync = { sync: async () => undefined, busy: () => null, close: async () => undefined };

/**
 * Flushes the write-ahead log of an open database, as the engine does after each commit when its `synchronous` is FULL
 * (https://www.sqlite.org/pragma.html#pragma_synchronous), but beside the event loop: who asks while one flush is under
 * way shares the next one. Closing this file drops no lock of the engine's, as those are on its other files. A disk that
 * refused once has thrown away what it refused, and takes the next flush though that is missing: from then on nothing is told
 * to be stored, and `onLost` hears of it, so that the process ends and the next one starts from what there is.
 */
export function createWalSync(
  database: string,
  { openLog = () => openWal(database), onLost = () => undefined }: WalSyncOptions = {},
): WalSync {
  let log: Promise<Flushed> | null = null;
  let lost: Problem | null = null;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function flush(): Promise<void> {
    if (lost) throw lost;
    const file = await opened();
    try {
      await file.datasync();
    } catch (error) {
      lost = unflushed(error);
      onLost(lost);
      throw lost;
    }
  }

  async function opened(): Promise<Flushed> {
    try {
      log ??= openLog();
      return await log;
    } catch (error) {
      // Nothing is lost by that: whoever asks next opens it anew.
      log = null;
      throw unflushed(error);
    }
  }

  function start(): Promise<void> {
    running = flush().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    sync() {
      if (!running) return start();
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = null;
          return start();
        });
      return next;
    },
    busy: () => running,
    async close() {
      await (next ?? running)?.catch(() => undefined);
      await (await log?.catch(() => null))?.close();
    },
  };
}

/** How the log is opened, and who hears that the disk lost something. */
export interface WalSyncOptions {
  openLog?: () => Promise<Flushed>;
  onLost?: ((problem: Problem) => void) | undefined;
}

type Flushed = Pick<FileHandle, "datasync" | "close">;

/** The log is there as soon as something was committed. */
function openWal(database: string): Promise<Flushed> {
  return open(`${database}-wal`, "r+");
}
