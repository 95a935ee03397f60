import { mkdir, readFile, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { isProblem, type Problem } from "../../src/domain/problem.ts";
import { digestOfDatabase } from "../../src/runtime/file-digest.ts";
import { openStore } from "../../src/store/open.ts";
import type { Docs } from "../../src/store/port.ts";
import { createSqliteDocs } from "../../src/store/sqlite/docs.ts";
import { openDatabase } from "../../src/store/sqlite/driver.ts";
import { openForeign } from "../../src/store/sqlite/foreign.ts";
import { connect } from "../../src/store/sqlite/open.ts";
import { aComment } from "../helpers/comment.ts";
import { beforeEachStoreFile, type Row, rowsSpec } from "./store-file.ts";

describe("a store in a file", () => {
  let folder: string;
  let file: string;
  beforeEachStoreFile((place) => {
    ({ folder, file } = place);
  });

  async function problemOf(work: () => Promise<unknown>): Promise<Problem> {
    const outcome = await work().then(
      () => "no problem",
      (error: unknown) => error,
    );
    if (!isProblem(outcome)) throw new Error(`Expected a Problem, but got ${String(outcome)}`);
    return outcome;
  }

  it("makes the folder and keeps what was stored", async () => {
    const url = `sqlite:${join(folder, "a", "b", "store.db")}`;
    const first = await openStore(url);
    await first.repos.comments.add(aComment({ _id: "a" }));
    await first.close();
    expect((await stat(join(folder, "a", "b", "store.db"))).mode & 0o777).to.equal(0o600);
    const second = await openStore(url);
    expect(await second.repos.comments.get("a")).to.deep.equal(aComment({ _id: "a" }));
    await second.close();
  });

  it("is kept where a link leads, as its log lies there", async () => {
    const link = join(folder, "link.db");
    await symlink(file, link);
    for (const id of ["a", "b"]) {
      const store = await openStore(`sqlite:${link}`);
      expect(await store.repos.comments.add(aComment({ _id: id }))).to.equal("added");
      await store.close();
    }
    const store = await openStore(`sqlite:${file}`);
    expect(await store.docs.comments.countDocuments({})).to.equal(2);
    await store.close();
  });

  it("is copied with what its log holds, by a link to it, also where another program writes it", async () => {
    const link = join(folder, "link.db");
    await symlink(file, link);
    const store = await openStore(`sqlite:${link}`);
    const before = await digestOfDatabase(link);
    await store.repos.comments.add(aComment({ _id: "a" }));
    expect(await digestOfDatabase(link)).to.not.equal(before);
    await store.backup(join(folder, "copy.db"));
    const foreign = await openForeign(link);
    expect(foreign.all("SELECT _id FROM comments")).to.deep.equal([{ _id: "a" }]);
    await foreign.close();
    await store.close();
    const copy = await openStore(`sqlite:${join(folder, "copy.db")}`);
    expect(await copy.docs.comments.countDocuments({})).to.equal(1);
    await copy.close();
  });

  it("says where a folder cannot be made", async () => {
    await writeFile(join(folder, "taken"), "");
    const problem = await problemOf(() => openStore(`sqlite:${join(folder, "taken", "store.db")}`));
    expect(problem).to.include({ kind: "busy" });
    expect(problem.message)
      .to.contain(`The database ${join(folder, "taken", "store.db")} (ANTIPHON_STORE)`)
      .and.to.contain(`folder ${join(folder, "taken")} `);
  });

  it("names the file and the setting when it cannot be opened", async () => {
    await writeFile(join(folder, "notes"), "Dear diary, this is not a database at all. ".repeat(50));
    await mkdir(join(folder, "shelf"));
    const whole = await openStore(`sqlite:${join(folder, "whole.db")}`);
    await whole.backup(file);
    await whole.close();
    await truncate(file, 3 * 4096);
    for (const [name, sentence] of [
      ["notes", "is not an SQLite database; name another file."],
      ["shelf", "is a folder; name a file in it."],
      ["store.db", "is damaged; stop Antiphon and restore a backup."],
    ] as const) {
      const path = join(folder, name);
      const problem = await problemOf(() => openStore(`sqlite:${path}`));
      expect(problem.message).to.equal(`The database ${path} (ANTIPHON_STORE) ${sentence}`);
      const other = await problemOf(() => openStore(`sqlite:${path}`, { called: "The copy" }));
      expect(other.message).to.equal(`The copy ${sentence}`);
    }
  });

  it("names no file once it is open, as strangers read those sentences", async () => {
    const here = await connect(file, [rowsSpec], { waitMs: 20 });
    const rows: Docs<Row> = createSqliteDocs(here, rowsSpec);
    const other = await openDatabase(file);
    other.exec("BEGIN IMMEDIATE");
    const problem = await problemOf(() => rows.insertOne({ _id: "a", text: "" }));
    expect(problem.message).to.contain("The database is locked").and.not.to.contain(folder);
    other.close();
    await here.close();
  });

  it("can be had alone: not while another has it open, and then by nobody else", async () => {
    const running = await openStore(`sqlite:${file}`);
    const problem = await problemOf(() => openStore(`sqlite:${file}`, { alone: true }));
    expect(problem.kind).to.equal("conflict");
    expect(problem.message).to.contain(file).and.to.contain("in use by a running node");
    expect(await running.repos.comments.add(aComment({ _id: "a" }))).to.equal("added");
    await running.close();

    const other = join(folder, "other.db");
    const alone = await openStore(`sqlite:${other}`, { alone: true });
    expect(await alone.repos.comments.add(aComment({ _id: "a" }))).to.equal("added");
    expect((await problemOf(() => connect(other, [rowsSpec], { waitMs: 20 }))).kind).to.equal("busy");
    await alone.close();
  });

  it("refuses an address that names no store", async () => {
    expect((await problemOf(() => openStore("postgres://localhost/x"))).kind).to.equal("invalid");
    expect((await problemOf(() => openStore("sqlite:"))).kind).to.equal("invalid");
  });

  it("refuses a database that a newer Antiphon wrote, and changes nothing", async () => {
    await (await openStore(`sqlite:${file}`)).close();
    const db = await openDatabase(file);
    db.exec("PRAGMA user_version = 99");
    const problem = await problemOf(() => openStore(`sqlite:${file}`));
    expect(problem.kind).to.equal("conflict");
    expect(problem.message).to.contain("written by a newer Antiphon");
    expect(db.prepare("PRAGMA user_version").get()).to.deep.include({ user_version: 99 });
    db.close();
  });

  it("refuses another program's database, and changes nothing", async () => {
    const db = await openDatabase(file);
    db.exec("CREATE TABLE comments (id INTEGER PRIMARY KEY)");
    expect((await problemOf(() => openStore(`sqlite:${file}`))).message).to.contain("belongs to another program");
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_master").get()).to.deep.include({ n: 1 });
    db.close();
  });

  it("refuses a file that is no database", async () => {
    await writeFile(file, "Dear diary, this is not a database at all. ".repeat(50));
    expect((await problemOf(() => openStore(`sqlite:${file}`))).kind).to.equal("conflict");
    expect(await readFile(file, "utf8")).to.match(/^Dear diary/);
  });

  it("tells of a write only when others can see it", async () => {
    const [here, there] = [await connect(file, [rowsSpec]), await connect(file, [rowsSpec])];
    const rows: Docs<Row> = createSqliteDocs(here, rowsSpec);
    const seen: Docs<Row> = createSqliteDocs(there, rowsSpec);
    const writing = Promise.all([rows.insertOne({ _id: "a", text: "" }), rows.insertOne({ _id: "b", text: "" })]);
    expect([await rows.countDocuments({}), await seen.countDocuments({})]).to.deep.equal([2, 0]);
    await writing;
    expect(await seen.countDocuments({})).to.equal(2);
    await Promise.all([here.close(), there.close()]);
  });

  it("waits for a lock without standing still, and reads meanwhile", async () => {
    const here = await connect(file, [rowsSpec]);
    const rows: Docs<Row> = createSqliteDocs(here, rowsSpec);
    await rows.insertOne({ _id: "a", text: "" });
    const other = await openDatabase(file);
    other.exec("BEGIN IMMEDIATE");
    const order: string[] = [];
    const writing = ["b", "c"].map(async (_id) => order.push(`${await rows.insertOne({ _id, text: "" })} ${_id}`));
    expect(await rows.countDocuments({})).to.equal(1);
    setTimeout(() => other.exec("COMMIT"), 30);
    await Promise.all(writing);
    expect(order).to.deep.equal(["added b", "added c"]);
    other.close();
    await here.close();
  });

  it("opens a file that another process is still making, as soon as that lets go", async () => {
    const other = await openDatabase(file);
    other.exec("BEGIN EXCLUSIVE; CREATE TABLE rows (_id TEXT)");
    const opening = connect(file, [rowsSpec]);
    // By then it has met the lock, and must not keep this turn of the loop from coming.
    for (let turns = 0; turns < 200; turns++) await nextTurn();
    other.exec("ROLLBACK");
    const here = await opening;
    expect(await createSqliteDocs<Row>(here, rowsSpec).insertOne({ _id: "a", text: "" })).to.equal("added");
    other.close();
    await here.close();
  });

  it("gives up on a lock that stays, with a sentence, and writes again when it is gone", async () => {
    const here = await connect(file, [rowsSpec], { waitMs: 20 });
    const rows: Docs<Row> = createSqliteDocs(here, rowsSpec);
    const other = await openDatabase(file);
    other.exec("BEGIN IMMEDIATE");
    const problem = await problemOf(() => rows.insertOne({ _id: "a", text: "" }));
    expect(problem).to.include({ kind: "busy", retryAfter: 5 });
    expect(problem.message).to.contain("locked by another process");
    expect(
      (await problemOf(() => connect(file, [rowsSpec, { ...rowsSpec, name: "more" }], { waitMs: 20 }))).kind,
    ).to.equal("busy");
    other.exec("COMMIT");
    expect(await rows.insertOne({ _id: "a", text: "" })).to.equal("added");
    other.close();
    await here.close();
  });

  it("fails with a sentence when it is full, keeps what it has, and goes on when there is room", async () => {
    const here = await connect(file, [rowsSpec]);
    const rows: Docs<Row> = createSqliteDocs(here, rowsSpec);
    await rows.insertOne({ _id: "a", text: "" });
    const pages = here.get("PRAGMA page_count", [])?.["page_count"] as number;
    here.get(`PRAGMA max_page_count = ${pages + 2}`, []);
    const burst = await Promise.allSettled(["b", "c"].map((_id) => rows.insertOne({ _id, text: "x".repeat(50_000) })));
    const kinds = burst.map((one) =>
      one.status === "rejected" && isProblem(one.reason) ? one.reason.message : one.status,
    );
    expect(kinds).to.deep.equal(Array(2).fill("The database is full, or its disk is; make room, then try again."));
    expect(await rows.countDocuments({})).to.equal(1);
    here.get("PRAGMA max_page_count = 100000", []);
    expect(await rows.insertOne({ _id: "b", text: "x".repeat(50_000) })).to.equal("added");
    await here.close();
  });

  it("says what to do when it may not be written", async () => {
    const here = await connect(file, [rowsSpec]);
    const rows: Docs<Row> = createSqliteDocs(here, rowsSpec);
    here.get("PRAGMA query_only = ON", []);
    const problem = await problemOf(() => rows.insertOne({ _id: "a", text: "" }));
    expect(problem.kind).to.equal("busy");
    expect(problem.message).to.contain("write access");
    expect(await rows.countDocuments({})).to.equal(0);
    await here.close();
  });

  it("says that it is closed", async () => {
    const store = await openStore(`sqlite:${file}`);
    await store.close();
    expect((await problemOf(() => store.ping())).kind).to.equal("busy");
    expect((await problemOf(() => store.repos.settings.set("a", 1))).kind).to.equal("busy");
  });

  it("writes what was asked for before it closes", async () => {
    const store = await openStore(`sqlite:${file}`);
    const writing = store.repos.comments.add(aComment({ _id: "a" }));
    await store.close();
    expect(await writing).to.equal("added");
    expect((await stat(file)).size).to.be.greaterThan(0);
  });
});
