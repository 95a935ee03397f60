import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { findSecret } from "../../src/runtime/secret-file.ts";
import { openStore } from "../../src/store/open.ts";
import { aComment } from "../helpers/comment.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

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

  it("migrates with progress and a sum, again and again", async () => {
    const there = `sqlite:${folder}/new.db`;
    expect(await cli.run("migrate", "--from", here, "--to", there)).to.equal(0);
    expect(cli.out[0]).to.match(
      new RegExp(`^Copied \\d+ documents in \\d+ collections to ${there}; the counts agree.$`),
    );
    expect(cli.err).to.include("  comments: 3 of 3");
    expect(await countIn(there)).to.equal(3);
    await fill(here, 4);
    expect(await cli.run("migrate", "--from", here, "--to", there)).to.equal(0);
    expect(await countIn(there)).to.equal(4);
  });

  it("does not copy a store onto itself, nor from where there is none", async () => {
    expect(await cli.run("migrate", "--from", here, "--to", here)).to.equal(2);
    expect(await cli.run("migrate", "--from", `sqlite:${folder}/typo.db`, "--to", `sqlite:${folder}/new.db`)).to.equal(
      1,
    );
    expect(cli.err.join("\n")).to.contain("There is no store at");
    expect((await readdir(folder)).filter((name) => /typo|new/.test(name))).to.deep.equal([]);
  });

  it("backs up, and restores into an empty store", async () => {
    expect(await cli.run("backup", join(folder, "copy"))).to.equal(0);
    expect(cli.out).to.deep.equal([`Wrote ${folder}/copy.`]);
    cli.env = { ANTIPHON_STORE: `sqlite:${folder}/restored.db` };
    expect(await cli.run("restore", join(folder, "copy"))).to.equal(0);
    expect(await countIn(`sqlite:${folder}/restored.db`)).to.equal(3);
  });

  it("does not overwrite a file, nor a store that holds comments unless forced", async () => {
    await writeFile(join(folder, "taken"), "mine");
    expect(await cli.run("backup", join(folder, "taken"))).to.equal(1);
    expect(await readFile(join(folder, "taken"), "utf8")).to.equal("mine");
    await cli.run("backup", join(folder, "copy"));
    await fill(here, 5);
    expect(await cli.run("restore", join(folder, "copy"))).to.equal(1);
    expect(await countIn(here)).to.equal(5);
    expect(await cli.run("restore", join(folder, "copy"), "--force")).to.equal(0);
    expect(await countIn(here)).to.equal(3);
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

  it("refuses a file that is no backup", async () => {
    await writeFile(join(folder, "notes.txt"), "shopping: bread\n");
    cli.env = { ANTIPHON_STORE: `sqlite:${folder}/empty.db` };
    expect(await cli.run("restore", join(folder, "notes.txt"))).to.equal(2);
    expect(await cli.run("restore", join(folder, "nowhere"))).to.equal(1);
    expect(await countIn(`sqlite:${folder}/empty.db`)).to.equal(0);
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
