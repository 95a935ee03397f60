import { spawnSync } from "node:child_process";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { restore } from "../../../src/store/backup.ts";
import { collectionSpecs } from "../../../src/store/collection-specs.ts";
import { hashContent } from "../../../src/store/content-hash.ts";
import { everyCollection } from "../../../src/store/copy.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import type { Connection } from "../../../src/store/sqlite/connection.ts";
import { connect } from "../../../src/store/sqlite/open.ts";
import { reshape } from "../../../src/store/sqlite/reshape.ts";
import { giveColumns } from "../../../src/store/upgrades/0004-columns.ts";
import { storeVersion } from "../../../src/store/upgrades/all.ts";
import { bringUp } from "../../../src/store/upgrades/bring-up.ts";
import { readVersion } from "../../../src/store/upgrades/version.ts";
import { createTestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { problemOf } from "../../helpers/problem.ts";
import { strayColumns } from "../stray-columns.ts";
import { writeOldShape } from "./old-shape.ts";

const nothing = () => undefined;
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const killed = fileURLToPath(new URL("killed-reshape.ts", import.meta.url));

describe("columns for a store that was made without", function () {
  this.timeout(60_000);
  let folder: string;
  let old: string;
  let file: string;
  const open: { close(): Promise<void> }[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-columns-"));
    old = join(folder, "old.db");
    await writeOldShape(old);
  });
  beforeEach(async () => {
    file = join(folder, "store.db");
    await copyFile(old, file);
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    for (const suffix of ["", "-wal", "-shm"]) await rm(file + suffix, { force: true });
  });
  after(() => rm(folder, { recursive: true }));

  async function kept<T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> {
    const one = await opening;
    open.push(one);
    return one;
  }
  const store = () => kept(openStore(`sqlite:${file}`));
  const raw = () => kept(connect(file, collectionSpecs));
  const bring = (given: Store, by = "me") => bringUp(given, { program: "9.9.9", by, clock: createTestClock(), log });

  async function contents({ docs }: Store): Promise<Record<string, string>> {
    const all: Record<string, string> = {};
    for (const one of everyCollection(docs)) {
      if (one.spec.name === "leases") continue;
      const filter = one.spec.name === "settings" ? { _id: { $ne: "store" } } : {};
      all[one.spec.name] = (await hashContent(one, filter)).hash;
    }
    return all;
  }

  /** What is found by each value of each field that has an index, in its order. */
  async function answers({ docs }: Store): Promise<string[]> {
    const all: string[] = [];
    for (const one of everyCollection(docs)) {
      const { name, indexes, dates } = one.spec;
      if (name === "leases") continue;
      for (const path of new Set(indexes.flat())) {
        const sorted = await one
          .find({})
          .sort({ [path]: -1 })
          .toArray();
        all.push(`${name} ${path} ${sorted.map(({ _id }) => _id).join()}`);
        const asked = dates.includes(path) ? [null, new Date(2e12 + 7000)] : [null, true, 1, "1", "{}", "ü🎵"];
        for (const value of asked)
          all.push(`${name} ${path} ${String(value)} ${await one.countDocuments({ [path]: value })}`);
      }
    }
    return all;
  }

  function shapeOf({ all }: Connection): { version: unknown; expressions: unknown[] } {
    return {
      version: all("PRAGMA user_version", [])[0]?.["user_version"],
      expressions: all("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%->>%'", []),
    };
  }

  it("answers the same before and after, and holds the same", async () => {
    const open = await store();
    const [held, said] = [await contents(open), await answers(open)];
    expect(await open.docs.comments.countDocuments({ "author.id": "ü🎵" })).to.be.greaterThan(0);
    expect([(await readVersion(open.docs))?.version, open.isShaped()]).to.deep.equal([2, false]);
    expect(shapeOf(await raw()).version).to.equal(1);
    expect(await bring(open)).to.equal(2);
    expect(open.isShaped()).to.equal(true);
    expect(await contents(open)).to.deep.equal(held);
    expect(await answers(open)).to.deep.equal(said);
    const connection = await raw();
    expect(strayColumns(connection, collectionSpecs)).to.deep.equal([]);
    expect(shapeOf(connection)).to.deep.equal({ version: 2, expressions: [] });
  });

  it("has the tables and indexes of a new one afterwards", async () => {
    await bring(await store());
    const schema = ({ all }: Connection) =>
      new Map(
        all("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL", []).map((row) => [row["name"], row["sql"]]),
      );
    const fresh = await kept(connect(":memory:", collectionSpecs));
    expect(schema(await raw())).to.deep.equal(schema(fresh));
  });

  it("works before as well, and keeps the columns from then on, in whichever process had it open", async () => {
    const [one, other] = [await store(), await store()];
    await one.repos.comments.add(aComment({ _id: "early", thread: "t" }));
    await other.docs.comments.updateOne({ _id: "early" }, { $set: { thread: "u" } });
    await bring(one);
    for (const [i, { docs }] of [one, other].entries()) {
      await docs.comments.insertOne(aComment({ _id: `late${i}`, thread: "u" }));
      await docs.comments.updateOne({ _id: "early" }, { $set: { number: 70 + i, state: "held" } });
    }
    expect(await bring(other, "other")).to.equal(null);
    expect(await other.docs.comments.countDocuments({ thread: "u" })).to.equal(3);
    expect((await one.docs.comments.findOne({ number: 71 }))?._id).to.equal("early");
    expect(strayColumns(await raw(), collectionSpecs)).to.deep.equal([]);
  });

  it("is done by one of two nodes that start at once, and both go on with it", async () => {
    const both = [await store(), await store()];
    expect(await Promise.all(both.map((one, i) => bring(one, `node ${i}`)))).to.have.members([2, null]);
    for (const one of both) expect(await readVersion(one.docs)).to.include({ version: storeVersion });
  });

  it("is as it was where the process is killed at the last moment", async () => {
    const { signal } = spawnSync(process.execPath, ["--import", "tsx", killed, file], { stdio: "inherit" });
    expect(signal).to.equal("SIGKILL");
    const untouched = await store();
    expect(shapeOf(await raw()).version).to.equal(1);
    const again = await answers(untouched);
    expect(await bring(untouched)).to.equal(2);
    expect(await answers(untouched)).to.deep.equal(again);
  });

  it("is as it was where the engine fails in the middle, and is brought up the next time", async () => {
    const connection = await raw();
    const before = connection.all("SELECT name, sql FROM sqlite_master", []);
    const run: Connection["run"] = (sql, values) =>
      connection.run(sql.includes("jobs_by_turn ON") ? "INSERT INTO nowhere VALUES (1)" : sql, values);
    const problem = await problemOf(
      connection.write(() => reshape({ ...connection, run }, collectionSpecs, nothing), false),
    );
    expect(problem.message).to.contain("refused a statement");
    expect(shapeOf(connection).version).to.equal(1);
    expect(connection.all("SELECT name, sql FROM sqlite_master", [])).to.deep.equal(before);
    expect(await bring(await store())).to.equal(2);
    expect(shapeOf(connection)).to.deep.equal({ version: 2, expressions: [] });
  });

  it("is done as well where a newer backup was restored into it", async () => {
    const backup = join(folder, "newer.db");
    const newer = await kept(openStore("sqlite::memory:"));
    await newer.docs.comments.insertOne(aComment({ _id: "c" }));
    await bring(newer);
    await newer.docs.settings.updateOne({ _id: "store" }, { $set: { value: { version: storeVersion, program: "1" } } });
    await newer.backup(backup);
    const target = await store();
    await restore(target, backup, { force: true });
    expect([(await readVersion(target.docs))?.version, target.isShaped()]).to.deep.equal([storeVersion, false]);
    expect(await bring(target)).to.equal(giveColumns.version - 1);
    expect(target.isShaped()).to.equal(true);
    expect(await bring(target)).to.equal(null);
    expect(strayColumns(await raw(), collectionSpecs)).to.deep.equal([]);
  });

  it("is not done for a backup of such a store, which is read as it is", async () => {
    const target = await kept(openStore("sqlite::memory:"));
    await restore(target, file);
    const source = await store();
    expect(source.isShaped()).to.equal(false);
    const passing = new Set(collectionSpecs.filter((spec) => spec.passing).map(({ name }) => name));
    const lasting = (all: Record<string, string>) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => !passing.has(name) && name !== "erasures"));
    expect(lasting(await contents(target))).to.deep.equal(lasting(await contents(source)));
  });
});
