import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { isProblem } from "../../src/domain/problem.ts";
import { openDatabase } from "../../src/store/sqlite/driver.ts";
import { createWalSync } from "../../src/store/sqlite/wal-sync.ts";

describe("the flush of the write-ahead log", () => {
  /** A log whose flushes end when a test says so. */
  function aLog() {
    const flushes: { end(): void; fail(error: Error): void }[] = [];
    let opened = 0;
    let closed = 0;
    return {
      flushes,
      counts: () => ({ opened, closed }),
      open: async () => {
        opened += 1;
        return {
          datasync: () => new Promise<void>((end, fail) => void flushes.push({ end, fail })),
          async close() {
            closed += 1;
          },
        };
      },
    };
  }

  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

  it("is shared by all who ask while one is under way, and that one covers none of them", async () => {
    const log = aLog();
    const wal = createWalSync("", { openLog: log.open });
    const done: string[] = [];
    const ask = (name: string) => wal.sync().then(() => done.push(name));
    const first = ask("first");
    const others = [ask("second"), ask("third")];
    await turn();
    expect(log.flushes).to.have.lengthOf(1);
    log.flushes[0]?.end();
    await first;
    await turn();
    expect(done).to.deep.equal(["first"]);
    expect(log.flushes).to.have.lengthOf(2);
    log.flushes[1]?.end();
    await Promise.all(others);
    expect(done).to.deep.equal(["first", "second", "third"]);
    expect(log.counts()).to.deep.equal({ opened: 1, closed: 0 });
    await wal.close();
    expect(log.counts()).to.deep.equal({ opened: 1, closed: 1 });
  });

  it("that fails once is never taken for done again, and is told of once", async () => {
    const log = aLog();
    const lost: string[] = [];
    const wal = createWalSync("", { openLog: log.open, onLost: ({ message }) => void lost.push(message) });
    const failing = wal.sync().catch((error: unknown) => error);
    const after = wal.sync().catch((error: unknown) => error);
    await turn();
    log.flushes[0]?.fail(new Error("EIO"));
    const sentence = "The database lies on a disk that does not answer; check it, then start again.";
    for (const asked of [failing, after, wal.sync().catch((error: unknown) => error)]) {
      const problem = await asked;
      expect(isProblem(problem) && [problem.kind, problem.message]).to.deep.equal(["busy", sentence]);
    }
    expect(log.flushes).to.have.lengthOf(1);
    expect(lost).to.deep.equal([sentence]);
    await wal.close();
    expect(log.counts()).to.deep.equal({ opened: 1, closed: 1 });
  });

  it("waits for nothing where the log cannot be opened, and opens it anew, as nothing is lost by that", async () => {
    const log = aLog();
    const lost: string[] = [];
    let tries = 0;
    const openLog = () => (++tries === 1 ? Promise.reject(new Error("EMFILE")) : log.open());
    const wal = createWalSync("", { openLog, onLost: ({ message }) => void lost.push(message) });
    const problem = await wal.sync().catch((error: unknown) => error);
    expect(isProblem(problem) && problem.kind).to.equal("busy");
    const again = wal.sync();
    await turn();
    log.flushes[0]?.end();
    await again;
    expect(lost).to.deep.equal([]);
    await wal.close();
  });

  it("is waited for before the log is let go", async () => {
    const log = aLog();
    const wal = createWalSync("", { openLog: log.open });
    const asked = [wal.sync(), wal.sync()];
    await turn();
    const closing = wal.close();
    await turn();
    expect(log.counts().closed).to.equal(0);
    log.flushes[0]?.end();
    await turn();
    log.flushes[1]?.end();
    await Promise.all([...asked, closing]);
    expect(log.counts().closed).to.equal(1);
  });

  it("finds the log of a real database", async () => {
    const folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
    const db = await openDatabase(join(folder, "store.db"));
    db.exec("PRAGMA journal_mode = WAL; CREATE TABLE t(x)");
    const wal = createWalSync(join(folder, "store.db"));
    await wal.sync();
    await wal.close();
    db.close();
    await rm(folder, { recursive: true });
  });
});
