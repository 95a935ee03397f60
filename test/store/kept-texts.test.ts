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

const spec: CollectionSpec = { ...rowsSpec, often: true };

describe("a collection in a file whose documents are asked for again and again", () => {
  let file: string;
  let here: Connection;
  let rows: Docs<Row>;
  let searches: number;
  beforeEachStoreFile((place) => {
    ({ file } = place);
  });
  beforeEach(async () => {
    here = await connect(file, [spec]);
    searches = 0;
    rows = createSqliteDocs<Row>(
      {
        ...here,
        get(sql, values) {
          searches += 1;
          return here.get(sql, values);
        },
      },
      spec,
    );
    await rows.insertMany([row("a", "one"), row("b", "two")]);
  });
  afterEach(() => here.close());

  function row(_id: string, text: string): Row {
    return { _id, text };
  }

  /** What a document says, asked in a turn of its own. */
  async function said(_id: string, by: Docs<Row> = rows): Promise<string | undefined> {
    await nextTurn();
    return (await by.findOne({ _id }))?.text;
  }

  it("is searched once for a document, and each time for one that is not there", async () => {
    expect([await said("a"), await said("a"), await said("b"), await said("a")]).to.deep.equal([
      "one",
      "one",
      "two",
      "one",
    ]);
    expect(searches).to.equal(2);
    expect([await said("x"), await said("x")]).to.deep.equal([undefined, undefined]);
    expect(searches).to.equal(4);
    await rows.insertOne(row("x", "three"));
    expect(await said("x")).to.equal("three");
  });

  it("hands out each document anew, so that nobody changes what another reads", async () => {
    const first = (await rows.findOne({ _id: "a" })) as Row;
    first.text = "changed in passing";
    expect(await said("a")).to.equal("one");
  });

  it("knows at once what was changed and removed here, also by a write that may be lost", async () => {
    const seen = [await said("a")];
    await rows.updateOne({ _id: "a" }, { $set: { text: "1" } });
    seen.push(await said("a"));
    await rows.relaxed.updateMany({ text: "1" }, { $set: { text: "2" } });
    seen.push(await said("a"));
    await rows.findOneAndUpdate({ text: "2" }, { $set: { text: "3" } });
    seen.push(await said("a"));
    const before = rows.updateOne({ _id: "a" }, { $set: { text: "4" } });
    seen.push((await rows.relaxed.findOne({ _id: "a" }))?.text);
    await before;
    await rows.relaxed.deleteOne({ _id: "a" });
    seen.push(await said("a"), await said("b"));
    await rows.deleteMany({ text: "two" });
    seen.push(await said("b"));
    expect(seen).to.deep.equal(["one", "1", "2", "3", "4", undefined, "two", undefined]);
  });

  it("knows what another process changed and removed", async () => {
    const other = await connect(file, [spec]);
    const theirs: Docs<Row> = createSqliteDocs(other, spec);
    const seen = [await said("a"), await said("b")];
    await theirs.updateOne({ _id: "a" }, { $set: { text: "theirs" } });
    seen.push(await said("a"));
    await theirs.deleteOne({ _id: "b" });
    seen.push(await said("a"), await said("b"));
    await other.close();
    expect(seen).to.deep.equal(["one", "two", "theirs", "theirs", undefined]);
  });

  it("still says what it said before a change whose commit fails", async () => {
    const { db, fill } = withDiskToFill(await openDatabase(file));
    const full = createConnection(db, noSync, { lockMs: 20 });
    const theirs: Docs<Row> = createSqliteDocs(full, spec);
    const seen = [await said("a", theirs)];
    fill(true);
    const changed = theirs.updateOne({ _id: "a" }, { $set: { text: "lost" } }).catch((error: unknown) => error);
    seen.push((await theirs.findOne({ _id: "a" }))?.text);
    expect(isProblem(await changed)).to.equal(true);
    fill(false);
    seen.push((await theirs.findOne({ _id: "a" }))?.text, await said("a", theirs));
    expect(seen).to.deep.equal(["one", "lost", "one", "one"]);
    await full.close();
  });

  it("keeps the last thousand, and none that is very long", async () => {
    await rows.insertMany(Array.from({ length: 1000 }, (_, i) => row(`n${i}`, String(i))));
    await rows.insertOne(row("long", "x".repeat(4000)));
    await said("a");
    for (let i = 0; i < 1000; i++) await rows.findOne({ _id: `n${i}` });
    const before = searches;
    expect([await said("n0"), await said("n999")]).to.deep.equal(["0", "999"]);
    expect(searches).to.equal(before);
    await said("a");
    expect(searches).to.equal(before + 1);
    for (const _ of [1, 2]) expect(await said("long")).to.have.lengthOf(4000);
    expect(searches).to.equal(before + 3);
  });
});
