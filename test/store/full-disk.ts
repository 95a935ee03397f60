import type { Database, Statement } from "../../src/store/sqlite/driver.ts";

/** A database whose commits fail while its disk is full. */
export function withDiskToFill(db: Database): { db: Database; fill(isFull: boolean): void } {
  let isFull = false;
  const commit = (statement: Statement): Statement => ({
    get: (...values) => statement.get(...values),
    all: (...values) => statement.all(...values),
    run(...values) {
      if (isFull) throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL", errcode: 13 });
      return statement.run(...values);
    },
  });
  return {
    db: {
      prepare: (sql) => (sql === "COMMIT" ? commit(db.prepare(sql)) : db.prepare(sql)),
      exec: (sql) => db.exec(sql),
      close: () => db.close(),
    },
    fill(full) {
      isFull = full;
    },
  };
}
