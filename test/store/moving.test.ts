import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { isProblem } from "../../src/domain/problem.ts";
import { restore } from "../../src/store/backup.ts";
import { everyCollection } from "../../src/store/copy.ts";
import { writeLines } from "../../src/store/lines.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { openDatabase } from "../../src/store/sqlite/driver.ts";
import { fillingSettings } from "../../src/store/unfinished.ts";
import { aComment } from "../helpers/comment.ts";
import { aSite, aThread } from "../helpers/thread.ts";

const now = new Date("2026-11-20T12:00:00Z");
const later = new Date("2026-11-21T12:00:00Z");

async function contents(store: Store): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const docs of everyCollection(store.docs)) {
    const found = await docs.find({}).sort({ _id: 1 }).toArray();
    all[docs.spec.name] = found.filter(({ _id }) => !fillingSettings.includes(_id));
  }
  return all;
}

async function fill(store: Store): Promise<void> {
  const { comments, threads, sites, settings, tokens, jobs, keys, numbers } = store.repos;
  await sites.add(aSite());
  await threads.add(aThread());
  await store.docs.comments.insertMany(
    Array.from({ length: 1203 }, (_, i) => aComment({ _id: `c${i}`, number: i, editedAt: now })),
  );
  await comments.hide(["nobody"], "x", now);
  await settings.set("secret", "hush-hush");
  await settings.set("instance", { started: true });
  await tokens.put({ id: "t", kind: "login", expiresAt: later });
  await jobs.put([{ id: "j", kind: "deliver", lane: "far.example", payload: { body: "“ü”" } }], now);
  await keys.ensure("blog", async () => ({ publicPem: "PUB", privatePem: "PRIV" }));
  await numbers.next();
}

describe("moving a store", () => {
  let folder: string;
  let full: Store;
  let empty: Store;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
    full = await openStore("sqlite::memory:");
    empty = await openStore("sqlite::memory:");
    await fill(full);
  });
  afterEach(async () => {
    await full.close();
    await empty.close();
    await rm(folder, { recursive: true });
  });

  const refused = async (work: Promise<unknown>) => {
    const outcome = await work.catch((error: unknown) => error);
    return isProblem(outcome) ? outcome.kind : "no problem";
  };

  describe("migrate", () => {
    it("copies everything, says how far it is, and counts", async () => {
      const steps: string[] = [];
      const report = await migrate(full, empty, {
        now: () => now,
        progress: ({ collection, copied, total }) => steps.push(`${collection} ${copied}/${total}`),
      });
      expect(await contents(empty)).to.deep.equal(await contents(full));
      expect(report).to.include({ comments: 1203, threads: 1, settings: 2, jobs: 1 });
      expect(steps.slice(0, 4)).to.deep.equal([
        "comments 500/1203",
        "comments 1000/1203",
        "comments 1203/1203",
        "threads 1/1",
      ]);
    });

    it("can be run again, and then brings what changed and what is new", async () => {
      await migrate(full, empty, { now: () => now });
      await full.repos.comments.change({ _id: "c7", number: 1, version: 1 }, { state: "removed" });
      await full.repos.comments.add(aComment({ _id: "new" }));
      await migrate(full, empty, { now: () => now });
      expect(await contents(empty)).to.deep.equal(await contents(full));
    });

    it("lets the source win over what a first start of the target has made", async () => {
      await empty.repos.keys.ensure("blog", async () => ({ publicPem: "OTHER", privatePem: "OTHER" }));
      await migrate(full, empty, { now: () => now });
      expect((await empty.docs.keys.findOne({ _id: "blog" }))?.publicPem).to.equal("PUB");
    });

    it("leaves behind what has expired", async () => {
      await migrate(full, empty, { now: () => later });
      expect(await empty.docs.tokens.countDocuments({})).to.equal(0);
    });

    it("refuses a target that holds more, and changes nothing", async () => {
      expect(await refused(migrate(empty, full, { now: () => now }))).to.equal("conflict");
      expect(await full.docs.comments.countDocuments({})).to.equal(1203);
    });

    it("says so when somebody wrote meanwhile", async () => {
      const progress = ({ collection }: { collection: string }) =>
        void (collection === "sites" && full.repos.comments.add(aComment({ _id: "late" })));
      expect(await refused(migrate(full, empty, { now: () => now, progress }))).to.equal("conflict");
    });
  });

  describe("backup and restore", () => {
    it("makes a private database file and brings everything back but the secret", async () => {
      const file = join(folder, "backup.db");
      await full.backup(file);
      expect((await stat(file)).mode & 0o777).to.equal(0o600);
      expect((await readFile(file)).includes("hush-hush")).to.equal(false);
      const before = await readFile(file);
      await empty.repos.settings.set("secret", "own");
      expect(await restore(empty, file)).to.be.greaterThan(1203);
      const expected = await contents(full);
      expected["settings"] = [
        { _id: "instance", value: { started: true } },
        { _id: "secret", value: "own" },
      ];
      expect(await contents(empty)).to.deep.equal(expected);
      expect(before.equals(await readFile(file))).to.equal(true);
    });

    it("brings the secret back when it was asked for", async () => {
      const file = join(folder, "backup.db");
      await full.backup(file, { withSecrets: true });
      await empty.repos.settings.set("secret", "own");
      await restore(empty, file);
      expect(await empty.repos.settings.get("secret")).to.equal("hush-hush");
    });

    it("leaves out salts of networks, but for those that a rule needs, and takes none away", async () => {
      const file = join(folder, "backup.db");
      const rule = { kind: "network", value: "~0002~abc", label: "", note: "", createdAt: now } as const;
      await full.repos.blocks.put({ _id: "network:~0002~abc", ...rule });
      for (const [_id, word] of [
        ["0001", "salt-of-nobody"],
        ["0002", "salt-of-a-rule"],
      ] as const)
        await full.repos.salts.ensure({ _id, word });
      await full.backup(file);
      expect((await readFile(file)).includes("salt-of-nobody")).to.equal(false);
      await empty.repos.salts.ensure({ _id: "0003", word: "own" });
      await restore(empty, file);
      expect(await empty.repos.salts.all()).to.have.deep.members([
        { _id: "0003", word: "own" },
        { _id: "0002", word: "salt-of-a-rule" },
      ]);
    });

    it("restores from lines as well", async () => {
      const file = join(folder, "backup.jsonl");
      await writeLines(full.docs, file, () => true);
      expect((await stat(file)).mode & 0o777).to.equal(0o600);
      await restore(empty, file);
      expect(await contents(empty)).to.deep.equal(await contents(full));
    });

    it("never writes over a file", async () => {
      const file = join(folder, "precious");
      await writeFile(file, "mine");
      expect(await refused(full.backup(file))).to.equal("conflict");
      expect(await refused(writeLines(full.docs, file, () => true))).to.equal("conflict");
      expect(await readFile(file, "utf8")).to.equal("mine");
      expect(await refused(full.backup(join(folder, "none", "backup.db")))).to.equal("invalid");
    });

    it("refuses to replace comments unless it is forced", async () => {
      const file = join(folder, "backup.db");
      await full.backup(file);
      await empty.repos.comments.add(aComment({ _id: "own" }));
      expect(await refused(restore(empty, file))).to.equal("conflict");
      expect(await empty.docs.comments.countDocuments({})).to.equal(1);
      await restore(empty, file, { force: true });
      expect(await empty.repos.comments.get("own")).to.equal(null);
      expect(await empty.docs.comments.countDocuments({})).to.equal(1203);
    });

    const broken: [title: string, change: (text: string) => string, kind: string][] = [
      ["that is cut short", (text) => text.split("\n").slice(0, 500).join("\n"), "invalid"],
      ["with a broken line", (text) => text.replace('"collection":"threads"', '"collection":'), "invalid"],
      ["of something else", () => "Dear diary\n", "invalid"],
      ["that is empty", () => "", "invalid"],
      ["of a newer version", (text) => text.replace('"version":1', '"version":2'), "conflict"],
      [
        "with a collection of a newer version",
        (text) => text.replace('"collection":"threads"', '"collection":"wishes"'),
        "conflict",
      ],
    ];
    for (const [title, change, kind] of broken) {
      it(`refuses a backup ${title}, and changes nothing`, async () => {
        const file = join(folder, "backup.jsonl");
        await writeLines(full.docs, file, () => true);
        await writeFile(file, change(await readFile(file, "utf8")));
        await empty.repos.comments.add(aComment({ _id: "own" }));
        expect(await refused(restore(empty, file, { force: true }))).to.equal(kind);
        expect(await empty.docs.comments.countDocuments({})).to.equal(1);
      });
    }

    it("refuses a copy of the database that is cut short, naming it and changing nothing", async () => {
      const file = join(folder, "backup.db");
      await full.backup(file);
      const { size } = await stat(file);
      await empty.repos.comments.add(aComment({ _id: "own" }));
      for (const length of [size - 4096, Math.floor(size / 2), 2000, 40]) {
        await truncate(file, length);
        const error: unknown = await restore(empty, file, { force: true }).catch((fault: unknown) => fault);
        expect(isProblem(error, "invalid") && error.message, `${length} bytes`).to.equal(
          `${file} is damaged or cut short; use another backup.`,
        );
        expect(await empty.docs.comments.countDocuments({})).to.equal(1);
      }
    });

    it("names the backup when another version or program wrote it", async () => {
      const file = join(folder, "backup.db");
      await full.backup(file);
      const db = await openDatabase(file);
      db.exec("PRAGMA user_version = 99");
      db.close();
      const error: unknown = await restore(empty, file).catch((fault: unknown) => fault);
      expect(isProblem(error, "conflict") && error.message).to.contain(
        `The backup ${file} was written by a newer Antiphon`,
      );
    });

    it("says that there is no such folder, and makes none", async () => {
      const file = join(folder, "none", "backup");
      for (const backup of [full.backup(file), writeLines(full.docs, file, () => true)]) {
        const error: unknown = await backup.catch((fault: unknown) => fault);
        expect(isProblem(error, "invalid") && error.message).to.contain(`There is no folder ${join(folder, "none")};`);
      }
      expect(await readdir(folder)).to.deep.equal([]);
    });

    it("says that there is no such file", async () => {
      expect(await refused(restore(empty, join(folder, "none")))).to.equal("not-found");
    });
  });
});
