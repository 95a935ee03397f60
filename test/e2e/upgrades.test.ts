import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { restore } from "../../src/store/backup.ts";
import { openStore } from "../../src/store/open.ts";
import { openDatabase } from "../../src/store/sqlite/driver.ts";
import { storeVersion, upgrades } from "../../src/store/upgrades/all.ts";
import { bringUp } from "../../src/store/upgrades/bring-up.ts";
import { readVersion } from "../../src/store/upgrades/version.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { aComment } from "../helpers/comment.ts";
import { startNode, type TestNode } from "../helpers/composed-node.ts";
import { problemOf } from "../helpers/problem.ts";
import { aSite } from "../helpers/thread.ts";

/** Of the first stores, and of the fourth version. */
const strays = ["comments_by_author_id", "comments_by_author_id_state_createdAt__id"];

describe("a node on a store of another version", () => {
  let folder: string;
  let file: string;
  let clock: TestClock;
  let nodes: TestNode[];
  let logged: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-upgrade-"));
    file = join(folder, "node.db");
    clock = createTestClock();
    nodes = [];
    logged = [];
  });
  afterEach(async () => {
    for (const node of nodes) await node.close();
    await rm(folder, { recursive: true, force: true });
  });

  const note = (_details: object, sentence: string) => void logged.push(sentence);
  const log = { debug: note, info: note, warn: note, error: note };

  async function start(): Promise<TestNode> {
    const node = await startNode(clock, { ANTIPHON_STORE: `sqlite:${file}`, ANTIPHON_SITE: aSite().home }, log);
    nodes.push(node);
    return node;
  }

  /** As the first versions left it: no version written down, and an index that nothing uses any more. */
  async function writeFirst(): Promise<void> {
    const store = await openStore(`sqlite:${file}`);
    await store.repos.sites.add(aSite());
    await store.repos.comments.add(aComment({ _id: "c" }));
    await store.close();
    const db = await openDatabase(file);
    for (const stray of strays) db.exec(`CREATE INDEX ${stray} ON comments (json_extract(doc, '$.author.id'))`);
    db.close();
  }

  async function indexes(): Promise<unknown[]> {
    const db = await openDatabase(file);
    try {
      return db
        .prepare("SELECT name FROM sqlite_master WHERE type = 'index'")
        .all()
        .map(({ name }) => name);
    } finally {
      db.close();
    }
  }

  const kept = async () => (await readdir(join(folder, "before-upgrades"))).filter((name) => name.endsWith(".db"));

  it("brings an older one up once, after a backup of it as it was", async () => {
    await writeFirst();
    expect(await indexes()).to.include.members(strays);
    const node = await start();
    expect(await readVersion(node.store.docs)).to.deep.include({ version: storeVersion });
    expect(await indexes()).to.not.include.oneOf(strays);
    const [backup = "", ...others] = await kept();
    expect(others).to.deep.equal([]);
    expect(backup).to.contain(".v1.db");
    await node.close();
    await (await start()).close();
    expect(await kept()).to.have.length(1);

    const before = await openStore("sqlite::memory:");
    await restore(before, join(folder, "before-upgrades", backup));
    expect((await readVersion(before.docs))?.version).to.equal(1);
    expect(await before.repos.comments.get("c")).to.not.equal(null);
    await before.close();
  });

  it("refuses a newer one with a sentence, and leaves it as it is", async () => {
    await writeFirst();
    const store = await openStore(`sqlite:${file}`);
    await store.repos.settings.set("store", { version: 99, program: "9.0.0" });
    await store.close();
    const problem = await problemOf(start());
    expect(problem.message).to.contain("version 99, as Antiphon 9.0.0 left it").and.contain(`up to ${storeVersion}`);
    expect(await indexes()).to.include.members(strays);
  });

  it("goes on while a newer node brings the store up beside it, says so once, and does not start again", async () => {
    const older = await start();
    const newer = [...upgrades, { version: storeVersion + 1, title: "a test", run: async () => undefined }];
    const second = await openStore(`sqlite:${file}`, { clock });
    await bringUp(second, { program: "9.0.0", by: "newer", clock, log, upgrades: newer });
    await second.close();
    logged.length = 0;
    await older.sweep();
    await older.sweep();
    expect(logged.filter((line) => line.includes("does not start again as it is"))).to.have.length(1);
    expect((await fetch(`${older.url}/healthz`)).status).to.equal(200);
    await older.close();
    expect((await problemOf(start())).message).to.contain("as Antiphon 9.0.0 left it");
  });

  it("keeps a newer one waiting that it could not go on beside", async () => {
    const older = await start();
    const apart = [
      ...upgrades,
      { version: storeVersion + 1, title: "a test", alone: true as const, run: async () => undefined },
    ];
    const second = await openStore(`sqlite:${file}`, { clock });
    const bring = () => bringUp(second, { program: "9.0.0", by: "newer", clock, log, upgrades: apart });
    expect((await problemOf(bring())).message).to.contain("cannot go on with version");
    await older.close();
    expect(await bring()).to.equal(storeVersion);
    await second.close();
  });
});
