import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { type BuiltNode, buildNode } from "../helpers/built-node.ts";
import { root } from "../helpers/sources.ts";
import { canGiveUpRoot, createFakeImage, type FakeImage } from "./helpers/fake-image.ts";
import { createMounts } from "./helpers/mounts.ts";

/** An account that nobody has. */
const account = 12_345;

describe("the image's entry script, as root, as containers start", function () {
  this.timeout(120_000);
  let blog: Blog;
  let built: BuiltNode;
  let image: FakeImage;
  let isso: ReturnType<typeof createMounts>;

  before(async function () {
    if (!canGiveUpRoot(account)) {
      console.log("SKIPPED: giving up root in the entry script (not root, or the sources cannot be read by others)");
      this.skip();
    }
    built = await buildNode();
    blog = await startBlog();
  });
  after(async () => {
    await blog?.close();
    await built?.clear();
  });
  beforeEach(() => {
    image = createFakeImage(built.folder);
    isso = createMounts(image, new URL(blog.home).origin);
  });
  afterEach(() => image?.clear());

  const whose = (name: string) => {
    const { uid, gid } = statSync(image.path(name));
    return [uid, gid];
  };
  const them = { UID: String(account), GID: String(account) };

  it("gives up root for the account, whose our files are, and nothing of Isso's", async () => {
    isso.configure();
    await isso.fill();
    const before = isso.state();
    const node = await image.serve(them);
    expect((await isso.thread(node.url)).total_replies).to.equal(1);
    await node.stop();
    expect(whose("db")).to.deep.equal([0, 0]);
    for (const name of ["", "antiphon.db", "antiphon.key"]) {
      expect(whose(`db/antiphon/${name}`), name).to.deep.equal([account, account]);
    }
    expect(isso.state()).to.deep.equal(before);
    const moved = await image.run(["config"], { UID: String(account + 1), GID: String(account + 1) });
    expect(moved.code, moved.said).to.equal(0);
    expect(whose("db/antiphon/antiphon.db")).to.deep.equal([account + 1, account + 1]);
  });

  it("gives the account all in our folder, also where a link leads to it, and once", async () => {
    mkdirSync(image.path("disk"));
    writeFileSync(image.path("disk/antiphon.key"), "k".repeat(43));
    rmSync(image.path("data"), { recursive: true });
    symlinkSync(image.path("disk"), image.path("data"));
    const { code, said } = await image.run(["--version"], them);
    expect(code, said).to.equal(0);
    expect([whose("disk"), whose("disk/antiphon.key")]).to.deep.equal([
      [account, account],
      [account, account],
    ]);
    chownSync(image.path("disk/antiphon.key"), 0, 0);
    await image.run(["--version"], them);
    expect(whose("disk/antiphon.key")).to.deep.equal([0, 0]);
  });

  it("says whom it must let read a file that only root may", async () => {
    isso.configure();
    chmodSync(image.path("config/isso.conf"), 0o600);
    const secret = await image.run(["serve"], them);
    expect(secret.code).to.not.equal(0);
    expect(secret.said).to.match(/isso\.conf cannot be read/);
    chmodSync(image.path("config/isso.conf"), 0o644);
    await isso.fill();
    chmodSync(image.path("db/comments.db"), 0o600);
    const refused = await image.run(["serve"], them);
    expect(refused.said).to.contain("may not be read by this account");
    chownSync(image.path("db/comments.db"), account, account);
    await (await image.serve(them)).stop();
    expect(await isso.stored()).to.deep.equal([7]);
  });

  it("keeps comments in /data where Isso's mounts may not be written, and stays with that", async function () {
    isso.configure();
    await isso.fill();
    const mount = (...args: string[]) => execFileSync("mount", args, { stdio: "ignore" });
    const readOnly = ["config", "db"].map((name) => image.path(name));
    try {
      for (const folder of readOnly) {
        mount("--bind", folder, folder);
        mount("-o", "remount,ro,bind", folder);
      }
    } catch {
      console.log("SKIPPED: mounts that may not be written (this machine does not let us mount)");
      return this.skip();
    }
    try {
      const before = isso.state();
      const node = await image.serve(them);
      expect(node.said()).to.contain("give it a volume");
      expect((await isso.thread(node.url)).total_replies).to.equal(1);
      await node.stop();
      expect(isso.state()).to.deep.equal(before);
    } finally {
      for (const folder of readOnly) spawnSync("umount", [folder]);
    }
    const again = await image.serve(them);
    expect(again.said()).to.contain("was imported before");
    await again.stop();
    expect(existsSync(image.path("db/antiphon"))).to.equal(false);
    expect(await isso.stored("data/antiphon.db")).to.deep.equal([7]);
  });

  it("runs as whom the container says, where that is not root", async () => {
    isso.configure();
    chownSync(image.path("db"), account, account);
    chownSync(image.path("data"), account, account);
    const flags = ["--reuid", String(account), "--regid", String(account), "--clear-groups"];
    const env = { PATH: process.env["PATH"], IMAGE_ROOT: image.path("") };
    const command = [...flags, "dash", join(root, "docker/entry.sh"), "--version"];
    const { status, stderr } = spawnSync("setpriv", command, {
      cwd: image.path(""),
      encoding: "utf8",
      env,
    });
    expect(status, stderr).to.equal(0);
    expect(whose("db/antiphon")).to.deep.equal([account, account]);
  });
});
