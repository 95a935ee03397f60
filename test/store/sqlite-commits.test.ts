import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { isProblem } from "../../src/domain/problem.ts";
import type { Docs } from "../../src/store/port.ts";
import { createConnection } from "../../src/store/sqlite/connection.ts";
import { createSqliteDocs } from "../../src/store/sqlite/docs.ts";
import { openDatabase } from "../../src/store/sqlite/driver.ts";
import { connect } from "../../src/store/sqlite/open.ts";
import { beforeEachStoreFile, type Row, rowsSpec } from "./store-file.ts";

describe("what a store in a file commits at a time", () => {
  let file: string;
  beforeEachStoreFile((place) => {
    ({ file } = place);
  });

  /** A connection whose disk is done when it is told. */
  async function openSlow(diskMs = 60_000) {
    const flushes: (() => void)[] = [];
    let running: Promise<void> | null = null;
    const sync = () => {
      running = new Promise<void>((done) => void flushes.push(done)).finally(() => {
        running = null;
      });
      return running;
    };
    const disk = { sync, busy: () => running, close: async () => undefined };
    const here = createConnection(await openDatabase(file), disk, { lockMs: 20, diskMs });
    const done: string[] = [];
    const write = (name: string, relaxed: boolean) => here.write(() => name, relaxed).then((it) => done.push(it));
    return { here, done, flushes, write };
  }

  it("waits for the disk with the writes that have to, once for all of one turn, and with no others", async () => {
    const { here, done, flushes, write } = await openSlow();
    const all = [write("a", false), write("b", true), write("c", false), write("d", true)];
    await Promise.all([all[1], all[3]]);
    expect(done).to.deep.equal(["b", "d"]);
    expect(flushes).to.have.lengthOf(1);
    await write("e", true);
    expect(flushes).to.have.lengthOf(1);
    flushes[0]?.();
    await Promise.all(all);
    expect(done).to.deep.equal(["b", "d", "e", "a", "c"]);
    await here.close();
  });

  it("commits together what comes while the disk is busy, once it is free, and at once what waits for no disk", async () => {
    const { here, done, flushes, write } = await openSlow();
    const reader = await openDatabase(file);
    reader.exec("PRAGMA busy_timeout = 0");
    const first = write("a", false);
    await nextTurn();
    await write("b", true);
    const second = write("c", false);
    await nextTurn();
    const third = write("d", false);
    await nextTurn();
    expect(() => reader.exec("BEGIN IMMEDIATE")).to.throw("locked");
    flushes[0]?.();
    await first;
    await nextTurn();
    reader.exec("BEGIN IMMEDIATE; ROLLBACK");
    expect(flushes).to.have.lengthOf(2);
    expect(done).to.deep.equal(["b", "a"]);
    flushes[1]?.();
    await Promise.all([second, third]);
    reader.close();
    await here.close();
  });

  it("lets go of the lock after a moment although the disk is still busy, for others that write", async () => {
    const { here, done, flushes, write } = await openSlow(1);
    const other = await openDatabase(file);
    other.exec("PRAGMA busy_timeout = 0");
    const all = [write("a", false)];
    await nextTurn();
    all.push(write("b", false));
    for (let locked = true; locked; await nextTurn()) {
      try {
        other.exec("BEGIN IMMEDIATE; ROLLBACK");
        locked = false;
      } catch (error) {
        expect(String(error)).to.contain("locked");
      }
    }
    expect(done).to.deep.equal([]);
    for (const flush of flushes) flush();
    await Promise.all(all);
    other.close();
    await here.close();
  });

  it("reads the same all through one turn, and in the next one what another wrote meanwhile", async () => {
    const here = await connect(file, [rowsSpec]);
    const rows: Docs<Row> = createSqliteDocs(here, rowsSpec);
    const other = await openDatabase(file);
    const seen = [await rows.countDocuments({})];
    other.exec(`INSERT INTO rows (_id, doc) VALUES ('a', '{"_id":"a","text":""}')`);
    seen.push(await rows.countDocuments({}));
    await nextTurn();
    seen.push(await rows.countDocuments({}));
    expect(seen).to.deep.equal([0, 0, 1]);
    // What was looked at is let go of before it is written.
    expect(await rows.insertOne({ _id: "b", text: "" })).to.equal("added");
    other.close();
    await here.close();
  });

  it("lets the others write when one that waited for the lock with them fails", async () => {
    const here = await connect(file, [rowsSpec]);
    const rows: Docs<Row> = createSqliteDocs(here, rowsSpec);
    const other = await openDatabase(file);
    other.exec("BEGIN IMMEDIATE");
    const broken = here.write(() => here.run("INSERT INTO nowhere VALUES (?)", ["x"]), false);
    const sound = [rows.insertOne({ _id: "a", text: "" }), rows.relaxed.insertOne({ _id: "b", text: "" })];
    other.exec("COMMIT");
    const problem = await broken.catch((error: unknown) => error);
    expect(isProblem(problem) && problem.kind).to.equal("internal");
    expect(await Promise.all(sound)).to.deep.equal(["added", "added"]);
    expect(await rows.countDocuments({})).to.equal(2);
    other.close();
    await here.close();
  });
});
