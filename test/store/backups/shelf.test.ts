import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { restore } from "../../../src/store/backup.ts";
import { createBackupShelf } from "../../../src/store/backups/shelf.ts";
import { sha256Of } from "../../../src/store/backups/whole-file.ts";
import { writeLines } from "../../../src/store/lines.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { aComment } from "../../helpers/comment.ts";
import { problemOf } from "../../helpers/problem.ts";
import { aSite } from "../../helpers/thread.ts";

const at = new Date("2026-11-26T03:00:00Z");
const name = "antiphon-2026-11-26T030000Z.v1.db";

describe("a shelf of backups", () => {
  let home: string;
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "antiphon-test-"));
    folder = join(home, "backups");
    store = await openStore(`sqlite:${join(home, "node.db")}`);
    await store.repos.sites.add(aSite());
    for (let i = 0; i < 20; i++) await store.repos.comments.add(aComment({ _id: `c${i}`, number: i }));
  });
  afterEach(async () => {
    await store.close();
    await rm(home, { recursive: true });
  });

  it("makes one that is private, whole, lies beside its hash, and fits an empty store", async () => {
    const shelf = createBackupShelf(store, folder);
    const made = await shelf.make(at);
    expect(made).to.deep.include({ name, at, version: 1 });
    expect(made.documents).to.be.greaterThan(20);
    expect((await readdir(folder)).sort()).to.deep.equal([name, `${name}.sha256`]);
    for (const file of [name, `${name}.sha256`])
      expect((await stat(join(folder, file))).mode & 0o777, file).to.equal(0o600);
    expect((await stat(folder)).mode & 0o777).to.equal(0o700);
    expect(await readFile(join(folder, `${name}.sha256`), "utf8")).to.equal(
      `${await sha256Of(join(folder, name))}  ${name}\n`,
    );
    const empty = await openStore("sqlite::memory:");
    await restore(empty, join(folder, name));
    expect(await empty.docs.comments.countDocuments({})).to.equal(20);
    await empty.close();
  });

  it("answers readers while one is made", async () => {
    let turns = 0;
    let making = true;
    const made = createBackupShelf(store, folder)
      .make(at)
      .finally(() => {
        making = false;
      });
    while (making) {
      await store.repos.comments.get("c1");
      await store.repos.settings.set("turn", turns++);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await made;
    expect(turns).to.be.greaterThan(3);
  });

  it("lists the newest first, and passes over what is none and what was not finished", async () => {
    const shelf = createBackupShelf(store, folder);
    expect(await shelf.list()).to.deep.equal([]);
    await shelf.make(at);
    await shelf.make(new Date("2026-11-27T03:00:00Z"));
    const ours = "antiphon-2026-11-28T030000Z.v1.db";
    for (const end of [".part", ".part-journal", ".sha256.part"]) await writeFile(join(folder, ours + end), "half");
    // What somebody has made by hand at this very moment.
    await writeFile(join(folder, "antiphon-2026-11-28.db.part"), "half");
    await writeFile(join(folder, "notes.txt"), "mine");
    expect((await shelf.list()).map((one) => one.at.toISOString().slice(0, 10))).to.deep.equal([
      "2026-11-27",
      "2026-11-26",
    ]);
    await shelf.make(new Date("2026-11-29T03:00:00Z"));
    const names = await readdir(folder);
    expect(names.filter((one) => one.includes(".part"))).to.deep.equal(["antiphon-2026-11-28.db.part"]);
    expect(names).to.include("notes.txt");
    await shelf.remove({ name });
    expect((await readdir(folder)).filter((one) => one.startsWith(name))).to.deep.equal([]);
  });

  it("adds none that has less than the store, nor one that cannot be read", async () => {
    const less: typeof store.backup = async (file) => {
      const other = await openStore("sqlite::memory:");
      await other.backup(file);
      await other.close();
    };
    const broken: typeof store.backup = async (file) => {
      await store.backup(file);
      const bytes = await readFile(file);
      await writeFile(file, bytes.fill(7, 4096, 9000));
    };
    for (const backup of [less, broken]) {
      const shelf = createBackupShelf({ ...store, backup }, folder);
      await problemOf(shelf.make(at));
      expect(await readdir(folder)).to.deep.equal([]);
    }
  });

  it("says that its disk is full, and that it may not be written", async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    const shelf = createBackupShelf({ ...store, backup: () => Promise.reject(full) }, folder);
    const problem = await problemOf(shelf.make(at));
    expect(problem.message).to.equal(`The disk of ${folder} is full: no backup could be written. Make room there.`);
    await writeFile(join(home, "file"), "");
    const below = createBackupShelf(store, join(home, "file", "backups"));
    expect((await problemOf(below.make(at))).message).to.contain("No backup could be written to");
  });

  it("keeps lines where a server has the database, and notices a bit that changed", async () => {
    const server: Store = { ...store, kind: "mongo", backup: (file) => writeLines(store.docs, file, () => true) };
    const { name: lines } = await createBackupShelf(server, folder).make(at);
    expect(lines).to.equal("antiphon-2026-11-26T030000Z.v1.jsonl");
    const empty = await openStore("sqlite::memory:");
    await appendFile(join(folder, lines), " ");
    const problem = await problemOf(restore(empty, join(folder, lines)));
    expect(problem.message).to.contain("is not what was written: its hash differs");
    await empty.close();
  });

  it("keeps a list of what was erased, and adds what it does not know", async () => {
    await store.repos.erasures.note("c3");
    const shelf = createBackupShelf(store, folder);
    await shelf.noteErasures();
    await shelf.noteErasures();
    const lines = (await readFile(join(folder, "erasures.jsonl"), "utf8")).trim().split("\n");
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('"id":"c3"');
  });
});
