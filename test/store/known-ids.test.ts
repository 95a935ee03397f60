import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { isProblem } from "../../src/domain/problem.ts";
import type { CollectionSpec, Docs } from "../../src/store/port.ts";
import { type Connection, createConnection } from "../../src/store/sqlite/connection.ts";
import { createSqliteDocs } from "../../src/store/sqlite/docs.ts";
import { openDatabase } from "../../src/store/sqlite/driver.ts";
import { connect } from "../../src/store/sqlite/open.ts";
import { noSync } from "../../src/store/sqlite/wal-sync.ts";
import { withDiskToFill } from "./full-disk.ts";
import { beforeEachStoreFile, type Row, rowsSpec } from "./store-file.ts";

const spec: CollectionSpec = { ...rowsSpec, few: true };
const row = (_id: string): Row => ({ _id, text: "" });

describe("a collection of few documents in a file", () => {
  let file: string;
  let here: Connection;
  let rows: Docs<Row>;
  let asked: string[];
  beforeEachStoreFile((place) => {
    ({ file } = place);
  });
  beforeEach(async () => {
    here = await connect(file, [spec]);
    asked = [];
    rows = createSqliteDocs<Row>(
      {
        ...here,
        all(sql, values) {
          asked.push(sql);
          return here.all(sql, values);
        },
      },
      spec,
    );
  });
  afterEach(() => here.close());

  /** Which of some are there, asked in a turn of its own. */
  async function there(...ids: string[]): Promise<string> {
    await nextTurn();
    return (await rows.named(ids)).map(({ _id }) => _id).join("");
  }

  it("is not searched for what it does not have", async () => {
    await rows.insertOne(row("a"));
    expect([await there("x"), await there("x", "y")]).to.deep.equal(["", ""]);
    const before = asked.length;
    expect([await there("x"), await there("y", "z")]).to.deep.equal(["", ""]);
    expect(asked.length).to.equal(before);
    expect(await there("x", "a")).to.equal("a");
    expect(asked.length).to.equal(before + 1);
    await rows.deleteOne({ _id: "a" });
    expect([await there("a"), await there("a")]).to.deep.equal(["", ""]);
    const afterwards = asked.length;
    expect([await there("a"), await there("a")]).to.deep.equal(["", ""]);
    expect(asked.length).to.equal(afterwards);
  });

  it("knows at once what was added and removed here, also by a write that may be lost", async () => {
    const seen = [await there("a"), await there("a")];
    await rows.insertMany([row("a"), row("b")]);
    seen.push(await there("a", "b"));
    await rows.updateOne({ _id: "c" }, { $set: { text: "" } }, { upsert: true });
    seen.push(await there("c"));
    await rows.relaxed.deleteOne({ _id: "a" });
    seen.push(await there("a", "c"), await there("a", "c"));
    await rows.deleteMany({ text: "" });
    seen.push(await there("b", "c"), await there("b", "c"));
    await rows.relaxed.insertOne(row("a"));
    seen.push(await there("a"));
    expect(seen).to.deep.equal(["", "", "ab", "c", "c", "c", "", "", "a"]);
  });

  it("knows what another process added and removed", async () => {
    const other = await connect(file, [spec]);
    const theirs: Docs<Row> = createSqliteDocs(other, spec);
    const seen = [await there("a"), await there("a")];
    await theirs.insertOne(row("a"));
    seen.push(await there("a"), await there("a"), await there("a"));
    await theirs.deleteOne({ _id: "a" });
    await theirs.insertOne(row("b"));
    seen.push(await there("a", "b"), await there("a", "b"), await there("a", "b"));
    await other.close();
    expect(seen).to.deep.equal(["", "", "a", "a", "a", "b", "b", "b"]);
  });

  it("still has what was to be removed when the commit fails", async () => {
    await rows.insertOne(row("a"));
    const { db, fill } = withDiskToFill(await openDatabase(file));
    const full = createConnection(db, noSync, { lockMs: 20 });
    const theirs: Docs<Row> = createSqliteDocs(full, spec);
    const ids = async () => (await theirs.named(["a"])).map(({ _id }) => _id).join("");
    const seen = [await ids(), await ids()];
    fill(true);
    const removed = theirs.deleteOne({ _id: "a" }).catch((error: unknown) => error);
    seen.push(await ids(), await ids());
    expect(isProblem(await removed)).to.equal(true);
    fill(false);
    await nextTurn();
    seen.push(await ids(), await ids());
    expect(seen).to.deep.equal(["a", "a", "", "", "a", "a"]);
    await full.close();
  });

  it("is searched as any other where it has very many", async () => {
    await rows.insertMany(Array.from({ length: 1001 }, (_, i) => row(`n${i}`)));
    expect([await there("x"), await there("x")]).to.deep.equal(["", ""]);
    const before = asked.length;
    expect([await there("x"), await there("n1000")]).to.deep.equal(["", "n1000"]);
    expect(asked.length).to.equal(before + 2);
  });
});
