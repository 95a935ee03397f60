import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { findSecret } from "../../src/runtime/secret-file.ts";
import { sha256Of, writeSum } from "../../src/store/backups/whole-file.ts";
import { openStore } from "../../src/store/open.ts";
import { openDatabase } from "../../src/store/sqlite/driver.ts";
import { storeVersion } from "../../src/store/upgrades/all.ts";
import { readVersion } from "../../src/store/upgrades/version.ts";
import { aComment } from "../helpers/comment.ts";
import { root } from "../helpers/sources.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

const tsx = import.meta.resolve("tsx");

describe("antiphon: whole stores", () => {
  let folder: string;
  let cli: Cli;
  let here: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-stores-"));
    here = `sqlite:${folder}/antiphon.db`;
    cli = await openCli();
    cli.env = { ANTIPHON_STORE: here };
    await fill(here, 3);
  });
  afterEach(async () => {
    await cli.close();
    await rm(folder, { recursive: true });
  });

  /** Runs a command as a process of its own, as a database is had alone by locks that the engine of Node 20 lets go late. */
  async function apart(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const child = spawn(process.execPath, ["--import", tsx, `${root}src/cli/main.ts`, ...args], {
      cwd: folder,
      env: { ...process.env, ANTIPHON_STORE: `sqlite:${folder}/there.db` },
    });
    const [out, err] = [text(child.stdout), text(child.stderr)];
    const [code] = (await once(child, "exit")) as [number | null];
    return { code, out: await out, err: await err };
  }

  it("migrates with progress and a sum, again and again, and not into what is in use", async () => {
    const there = `sqlite:${folder}/new.db`;
    const first = await apart("migrate", "--from", here, "--to", there);
    expect(first.code, first.err).to.equal(0);
    expect(first.out.split("\n")[0]).to.match(
      new RegExp(`^Copied \\d+ documents in \\d+ collections to ${there}; the contents agree.$`),
    );
    expect(first.err).to.contain("  comments: 3 of 3");
    await fill(here, 4);
    const again = await apart("migrate", "--from", here, "--to", there);
    expect(again.code, again.err).to.equal(0);
    expect(await countIn(there)).to.equal(4);
    const running = await openStore(`sqlite:${folder}/used.db`);
    const refused = await apart("migrate", "--from", here, "--to", `sqlite:${folder}/used.db`);
    await running.close();
    expect(refused.code).to.equal(1);
    expect(refused.err).to.contain("(--to) is in use by a running node or another command");
  }).timeout(60_000);

  it("says that a node serves the source", async () => {
    const source = await openStore(here);
    const now = new Date();
    const until = new Date(now.getTime() + 60_000);
    await source.repos.nodes.say({ _id: "n", program: "1", knows: 1, startedAt: now, until });
    await source.close();
    const { code, err } = await apart("migrate", "--from", here, "--to", `sqlite:${folder}/new.db`);
    expect(code, err).to.equal(0);
    expect(err).to.contain("A node serves the source.");
  }).timeout(60_000);

  it("does not copy a store onto itself, nor from where there is none", async () => {
    expect(await cli.run("migrate", "--from", here, "--to", here)).to.equal(2);
    expect(await cli.run("migrate", "--from", `sqlite:${folder}/typo.db`, "--to", `sqlite:${folder}/new.db`)).to.equal(
      1,
    );
    expect(cli.err.join("\n")).to.contain("There is no store at");
    expect((await readdir(folder)).filter((name) => /typo|new/.test(name))).to.deep.equal([]);
  });

  it("sees through another spelling of the same file, and a link to it", async () => {
    await symlink(join(folder, "antiphon.db"), join(folder, "link.db"));
    for (const same of [
      `sqlite:${folder}/./antiphon.db`,
      `sqlite:${relative(".", folder)}/antiphon.db`,
      `sqlite:${folder}/link.db`,
    ]) {
      cli.err.length = 0;
      expect(await cli.run("migrate", "--from", here, "--to", same)).to.equal(2);
      expect(cli.err).to.deep.equal(["--from and --to name the same store."]);
    }
  });

  it("names the option whose store cannot be opened", async () => {
    await writeFile(join(folder, "diary"), "Dear diary, this is no database. ".repeat(50));
    expect(await cli.run("migrate", "--from", here, "--to", `sqlite:${folder}/diary`)).to.equal(1);
    expect(cli.err).to.deep.equal([
      `The database ${folder}/diary (--to) is not an SQLite database; name another file.`,
    ]);
  });

  it("neither backs up nor fills a store in memory, which ends with the command", async () => {
    await cli.run("backup", join(folder, "copy"));
    cli.env = { ANTIPHON_STORE: "sqlite::memory:" };
    expect(await cli.run("restore", join(folder, "copy"))).to.equal(1);
    expect(await cli.run("backup", join(folder, "other"))).to.equal(1);
    expect(cli.err.at(-1)).to.contain("lives inside the running node");
    expect(await readdir(folder)).not.to.include("other");
  });

  it("backs up to a folder that there is, and makes none", async () => {
    expect(await cli.run("backup", join(folder, "missing", "copy"))).to.equal(2);
    expect(cli.err).to.deep.equal([`There is no folder ${folder}/missing; make it, or name another file.`]);
    expect(await readdir(folder)).not.to.include("missing");
  });

  it("writes over no file", async () => {
    await writeFile(join(folder, "taken"), "mine");
    expect(await cli.run("backup", join(folder, "taken"))).to.equal(1);
    expect(await readFile(join(folder, "taken"), "utf8")).to.equal("mine");
  });

  it("leaves the key file out unless asked, and then keeps it private", async () => {
    const secret = await findSecret({ secret: null, store: here });
    await cli.run("backup", join(folder, "without"));
    expect(cli.err.join("\n")).to.contain("The key file is not part of it");
    await cli.run("backup", join(folder, "with"), "--with-secrets");
    const names = await readdir(folder);
    expect(names).to.include("with.key").and.not.to.include("without.key");
    expect((await readFile(join(folder, "with.key"), "utf8")).trim()).to.equal(secret);
    expect((await stat(join(folder, "with.key"))).mode & 0o777).to.equal(0o600);
  });

  describe("restore", function () {
    this.timeout(60_000);
    let three: string;
    let there: string;
    beforeEach(async () => {
      three = join(folder, "three");
      there = `sqlite:${folder}/there.db`;
      await cli.run("backup", three);
    });

    const restore = (...args: string[]) => apart("restore", ...args);

    it("fills an empty store, and replaces what one holds when it is forced alone", async () => {
      await fill(here, 5);
      const five = join(folder, "five");
      await cli.run("backup", five);
      const first = await restore(five);
      expect([first.code, first.err]).to.deep.equal([0, ""]);
      expect(first.out).to.match(new RegExp(`^Restored \\d+ documents from ${five}\\.`));
      const refused = await restore(three);
      expect([refused.code, refused.out]).to.deep.equal([1, ""]);
      expect(refused.err).to.contain("The store holds comments already");
      expect((await restore(three, "--force")).code).to.equal(0);
      expect(await countIn(there)).to.equal(3);
    });

    it("refuses under a running node, forced or not, and changes nothing", async () => {
      await restore(three);
      const running = await openStore(there);
      for (const args of [[three], [three, "--force"]]) {
        const { code, err } = await restore(...args);
        expect(code).to.equal(1);
        expect(err.trim()).to.equal(
          `The database ${folder}/there.db (ANTIPHON_STORE) is in use by a running node or another command; stop that one first.`,
        );
      }
      expect(await running.docs.comments.countDocuments({})).to.equal(3);
      await running.close();
    });

    it("has erased again what is listed beside the backup, or where it is said", async () => {
      await writeFile(join(folder, "erasures.jsonl"), '{"id":"c2","at":"2026-11-20T12:00:00.000Z"}\n');
      const beside = await restore(three);
      expect([beside.code, beside.err.trim()]).to.deep.equal([
        0,
        "1 erasure is listed: what came back of that is erased again as the node starts.",
      ]);
      const store = await openStore(there);
      expect((await store.repos.erasures.due(9)).map(({ _id }) => _id)).to.deep.equal(["c2"]);
      await store.close();
      const missing = await restore(three, "--force", "--erasures", join(folder, "none"));
      expect([missing.code, missing.err.trim()]).to.deep.equal([1, `There is no file ${join(folder, "none")}.`]);
    });

    it("finds the list and the hash where a link to the backup leads, and fills the store where a link to that leads", async () => {
      await mkdir(join(folder, "backups"));
      const backup = join(folder, "backups", "three.db");
      await rename(three, backup);
      const [link, real] = [join(folder, "latest.db"), join(folder, "backups", "real.db")];
      await symlink(backup, link);
      await symlink(real, join(folder, "there.db"));
      await writeSum(backup, "0".repeat(64));
      const changed = await restore(link);
      expect(changed.code).to.not.equal(0);
      expect(changed.err).to.contain("is not what was written");
      await writeSum(backup, await sha256Of(backup));
      await writeFile(join(folder, "backups", "erasures.jsonl"), '{"id":"c2","at":"2026-11-20T12:00:00.000Z"}\n');
      const { code, err } = await restore(link);
      expect(code, err).to.equal(0);
      expect(err).to.contain("1 erasure is listed");
      expect(await countIn(`sqlite:${real}`)).to.equal(3);
    });

    it("refuses a backup of a newer version with both versions, and brings up an older one", async () => {
      const db = await openDatabase(three);
      db.exec(
        `INSERT INTO settings (_id, doc) VALUES ('store', '{"_id":"store","value":{"version":99,"program":"9.0.0"}}')`,
      );
      db.close();
      const newer = await restore(three);
      expect(newer.code).to.equal(1);
      expect(newer.err).to.contain(`The backup ${three} has version 99, as Antiphon 9.0.0 left it`);
      await cli.run("backup", join(folder, "first"));
      expect((await restore(join(folder, "first"))).code).to.equal(0);
      const store = await openStore(there);
      expect(await readVersion(store.docs)).to.deep.include({ version: storeVersion });
      await store.close();
    });

    it("says of a backup that is damaged, missing or none which file that is, and changes nothing", async () => {
      await restore(three);
      const cut = join(folder, "cut");
      await cli.run("backup", cut);
      await truncate(cut, 20_000);
      const damaged = await restore(cut, "--force");
      expect([damaged.code, damaged.err.trim()]).to.deep.equal([
        2,
        `${cut} is damaged or cut short; use another backup.`,
      ]);
      await writeFile(join(folder, "notes.txt"), "shopping: bread\n");
      expect((await restore(join(folder, "notes.txt"), "--force")).code).to.equal(2);
      expect((await restore(join(folder, "nowhere"), "--force")).code).to.equal(1);
      expect(await countIn(there)).to.equal(3);
    });
  });
});

async function fill(store: string, comments: number): Promise<void> {
  const { repos, close } = await openStore(store);
  if ((await repos.sites.all()).length === 0) await repos.sites.add(aSite());
  for (let i = 1; i <= comments; i++) await repos.comments.add(aComment({ _id: `c${i}`, number: i }));
  await close();
}

async function countIn(store: string): Promise<number> {
  const { repos, close } = await openStore(store);
  const { published } = await repos.comments.counts("thread");
  await close();
  return published;
}
