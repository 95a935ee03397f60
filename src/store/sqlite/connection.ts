import { Problem } from "../../domain/problem.ts";
import { createCommits, type Waits } from "./commits.ts";
import type { Bindable, Database, Statement } from "./driver.ts";
import { translate } from "./errors.ts";
import type { WalSync } from "./wal-sync.ts";

const maxStatements = 256;

/** An open database with its prepared statements and its shared commits. */
export interface Connection {
  /**
   * Reads see what this process wrote, also before it is durable, and what others wrote before the turn of the event loop.
   * They throw Problems.
   */
  all(sql: string, values: Bindable[]): Record<string, unknown>[];
  get(sql: string, values: Bindable[]): Record<string, unknown> | undefined;
  /**
   * A number that grows when what was read may have changed without a write of ours that holds: another connection changed
   * the file (https://www.sqlite.org/pragma.html#pragma_data_version), or what we wrote was taken back.
   */
  outsideChanges(): number;
  /** Runs a writing statement and returns how many rows it changed; for use inside `write`, throws the engine's error. */
  run(sql: string, values: Bindable[]): number;
  /** See `Commits.write`. */
  write<R>(work: () => R, relaxed: boolean): Promise<R>;
  /** Runs a statement that may not be part of a transaction, after committing what is open. */
  alone(sql: string, values: Bindable[]): void;
  /** Waits for the writes that were asked for, then lets the file go. */
  close(): Promise<void>;
}

/** Wraps an open database; statements are prepared once, and the oldest are dropped where there are very many. */
export function createConnection(db: Database, disk: WalSync, waits: Waits): Connection {
  const commits = createCommits(db, disk, waits);
  let closing: Promise<void> | null = null;
  let closed = false;
  const statements = new Map<string, Statement>();
  const changes = { inLook: -1, count: 0 };

  function prepared(sql: string): Statement {
    let statement = statements.get(sql);
    if (statement) return statement;
    statement = db.prepare(sql);
    if (statements.size >= maxStatements) statements.delete(statements.keys().next().value as string);
    statements.set(sql, statement);
    return statement;
  }

  function refuseClosed(): void {
    if (closed) throw new Problem("busy", "The database is closed, as Antiphon is stopping.");
  }

  function withProblems<R>(work: () => R): R {
    try {
      refuseClosed();
      return work();
    } catch (error) {
      throw translate(error);
    }
  }

  function reading<R>(read: () => R): R {
    return withProblems(() => {
      commits.look();
      return read();
    });
  }

  return {
    all: (sql, values) => reading(() => prepared(sql).all(...values)),
    get: (sql, values) => reading(() => prepared(sql).get(...values)),
    outsideChanges() {
      return withProblems(() => {
        const look = commits.look();
        if (look !== changes.inLook) {
          changes.inLook = look;
          changes.count = prepared("PRAGMA data_version").get()?.["data_version"] as number;
        }
        return changes.count + commits.takenBack();
      });
    },
    run: (sql, values) => Number(prepared(sql).run(...values).changes),
    async write(work, relaxed) {
      refuseClosed();
      return commits.write(work, relaxed);
    },
    alone(sql, values) {
      withProblems(() => {
        commits.flush();
        db.prepare(sql).run(...values);
      });
    },
    close() {
      closing ??= commits
        .idle()
        .then(disk.close)
        .then(() => {
          closed = true;
          statements.clear();
          db.close();
        });
      return closing;
    },
  };
}
