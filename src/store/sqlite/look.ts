import type { Database } from "./driver.ts";

/** One look at the file for all reads of a turn of the event loop: to lock it costs more than most of them do. */
export interface Look {
  /** To be called before a read, while nothing is written: opens the look, which the end of the turn closes; tells whether it was new. */
  open(): boolean;
  /** Closes it at once, if it is open. */
  close(): void;
}

/** Lets reads share a transaction, so that nothing of what others write meanwhile is seen before the next turn. */
export function createLook(db: Database): Look {
  const begin = db.prepare("BEGIN");
  const commit = db.prepare("COMMIT");
  let isOpen = false;

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    try {
      commit.run();
    } catch {
      rollBack(db);
    }
  }

  return {
    open() {
      if (isOpen) return false;
      begin.run();
      isOpen = true;
      setImmediate(close);
      return true;
    },
    close,
  };
}

/** Takes back what is open, where the engine has not done so by itself, as it does when the disk is full. */
export function rollBack(db: Database): void {
  try {
    db.exec("ROLLBACK");
  } catch {
    // There is nothing open any more.
  }
}
