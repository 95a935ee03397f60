import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { type BuiltNode, buildNode } from "../helpers/built-node.ts";
import { insertComment, openIssoDb, writeIssoDb } from "../helpers/isso-db.ts";
import { root } from "../helpers/sources.ts";
import { createFakeImage, type FakeImage } from "./helpers/fake-image.ts";
import { createMounts } from "./helpers/mounts.ts";

/*
 * What the image runs, tried without Docker: the script under dash, as in the image, with a folder for its root. The folder
 * is filled as people fill the mounts of Isso's images.
 */
describe("the image's entry script", function () {
  this.timeout(120_000);
  let blog: Blog;
  let built: BuiltNode;
  let image: FakeImage;
  let site: string;

  before(async function () {
    if (spawnSync("dash", ["-c", "true"]).status !== 0) {
      console.log("SKIPPED: the image's entry script (dash is not installed)");
      this.skip();
    }
    built = await buildNode();
    blog = await startBlog();
    site = new URL(blog.home).origin;
  });
  after(async () => {
    await blog?.close();
    await built?.clear();
  });
  let isso: ReturnType<typeof createMounts>;
  const begin = () => {
    image = createFakeImage(built.folder);
    isso = createMounts(image, site);
  };
  beforeEach(begin);
  afterEach(() => image?.clear());

  it("starts on an Isso's mounts, imports once, and leaves all of Isso's as it was", async () => {
    isso.configure("[admin]\nenabled = true\n[guard]\nratelimit = 9\n");
    await isso.fill();
    const before = isso.state();
    const first = await image.serve();
    expect(first.said()).to.contain("Stored 1 comment: 1 published.");
    expect(first.said()).to.contain("[guard] ratelimit taken as it is.");
    expect(first.said()).to.contain("[admin] enabled has no effect: ");
    expect(first.said()).to.contain("[general] dbpath taken as it is.");
    const thread = await isso.thread(first.url);
    expect(thread.replies).to.have.length(1);
    expect(thread.replies[0]).to.include({ id: 7 });
    expect(thread.replies[0]?.text).to.contain("<strong>Isso</strong>");
    expect(await first.stop()).to.equal(0);
    expect(isso.state()).to.deep.equal(before);
    expect(readdirSync(image.path("db/antiphon"))).to.include.members(["antiphon.db", "antiphon.key"]);
    expect(readdirSync(image.path("data"))).to.deep.equal([]);

    const second = await image.serve();
    expect(second.said()).to.contain("comments.db was imported before.").and.not.contain("Stored");
    expect((await isso.thread(second.url)).total_replies).to.equal(1);
    expect(await second.stop()).to.equal(0);
    expect(isso.state()).to.deep.equal(before);
  });

  it("goes on with an import that was killed, and serves nothing before it is whole", async () => {
    isso.configure();
    const comments = Array.from({ length: 5_500 }, (_, i) => ({ id: i + 1 }));
    await isso.fill(comments);
    const { said } = await image.run(["serve"], {}, "5000 of 5500");
    expect(said).to.not.contain("is running");
    expect((await isso.stored()).length)
      .to.be.greaterThan(1_000)
      .and.lessThan(5_500);
    const node = await image.serve();
    expect(node.said())
      .to.match(/Stored \d+ comments/)
      .and.to.contain("were here already");
    await node.stop();
    expect(await isso.stored()).to.deep.equal(comments.map(({ id }) => id));
  });

  it("says that Isso's database has changed since, and leaves it to the owner to bring that along", async () => {
    isso.configure();
    const file = image.path("db/comments.db");
    const db = await openIssoDb(file, { comments: [{ id: 1 }] });
    expect((await image.run(["import", "isso", file])).code).to.equal(0);
    insertComment(db, { id: 2 });
    db.close();
    const node = await image.serve();
    expect(node.said()).to.contain(
      "has changed since it was imported: `antiphon import isso` brings along what is new.",
    );
    await node.stop();
    expect(await isso.stored()).to.deep.equal([1]);
    expect((await image.run(["import", "isso", file])).code).to.equal(0);
    expect(await isso.stored()).to.deep.equal([1, 2]);
    expect((await image.run(["import", "isso", "--once", file])).said).to.contain("was imported before");
  });

  it("reads what still stands in the log of writes beside the database, and changes neither", async () => {
    isso.configure();
    const db = await openIssoDb(image.path("db/comments.db"), { comments: [{ id: 1 }] });
    try {
      db.exec("PRAGMA journal_mode = WAL");
      insertComment(db, { id: 2 });
      expect(existsSync(image.path("db/comments.db-wal"))).to.equal(true);
      writeFileSync(image.path("db/left-by-somebody-journal"), "not ours");
      const before = isso.state();
      expect((await image.run(["import", "isso", image.path("db/comments.db")])).code).to.equal(0);
      expect(await isso.stored()).to.deep.equal([1, 2]);
      expect(isso.state()).to.deep.equal(before);
    } finally {
      db.close();
    }
  });

  it("stops at a broken configuration or database, with a sentence and before any comment can come in", async () => {
    await isso.fill();
    writeFileSync(image.path("config/isso.conf"), "[general]\nhost = https://blog.example/\nmax-age = soon\n");
    const broken = await image.run(["serve"]);
    expect(broken.code).to.equal(2);
    expect(broken.said).to.contain("isso.conf cannot be used:").and.contain("line 3: [general] max-age");
    isso.configure();
    writeFileSync(image.path("db/comments.db"), "SQLite format 3\0 and then nothing");
    const torn = await image.run(["serve"]);
    expect(torn.code).to.equal(2);
    expect(torn.said).to.contain("cannot be read as an SQLite database").and.not.contain("is running");
  });

  it("starts empty where Isso left no database, and on its own where there is no Isso at all", async () => {
    isso.configure();
    const empty = await image.serve();
    expect(empty.said()).to.contain("There is no database of Isso's");
    expect((await isso.thread(empty.url)).total_replies).to.equal(0);
    await empty.stop();
    expect(existsSync(image.path("db/antiphon/antiphon.db"))).to.equal(true);

    image.clear();
    begin();
    const plain = await image.serve({ ANTIPHON_SITE: blog.home });
    expect(plain.said()).to.not.contain("Isso");
    await plain.stop();
    expect(readdirSync(image.path("data"))).to.include("antiphon.db");
    expect(readdirSync(image.path("db"))).to.deep.equal([]);
  });

  it("finds the files by the names of Isso's own image as well", async () => {
    const file = await writeIssoDb(image.path("db/mine.db"), { comments: [{ id: 3 }] });
    writeFileSync(image.path("config/isso.cfg"), `[general]\r\ndbpath: ${file}  \r\nhost: ${site}\r\n`);
    const node = await image.serve();
    await node.stop();
    expect(await isso.stored()).to.deep.equal([3]);
    writeFileSync(image.path("config/other.cfg"), `[general]\nhost = ${site}\nlatest-enabled = nonsense\n`);
    const other = await image.run(["config"], { ISSO_SETTINGS: image.path("config/other.cfg") });
    expect(other.said).to.contain("other.cfg cannot be used");
    const several = await image.run(["config"], { ISSO_SETTINGS: "/config/a.cfg;/config/b.cfg" });
    expect(several).to.include({ code: 2 });
    expect(several.said).to.contain("takes one configuration of Isso's");
  });

  it("gives the comments to the first blog where the configuration names several", async () => {
    writeFileSync(image.path("config/isso.conf"), `[general]\nhost =\n  ${site}\n  https://other.example\n`);
    await isso.fill();
    const { code, said } = await image.run(["import", "isso", "--once", image.path("db/comments.db")]);
    expect(code, said).to.equal(0);
    expect(said).to.contain(`${site}/ gets the comments`);
    expect(await isso.stored()).to.deep.equal([7]);
  });

  it("takes numbers alone for UID and GID", async () => {
    for (const wrong of ["root", "-1", "1000; rm -rf /", "99999999999"]) {
      const refused = await image.run(["config"], { UID: wrong });
      expect(refused, wrong).to.include({ code: 2 });
      expect(refused.said).to.contain("UID must be a number");
    }
    expect((await image.run(["config"], { GID: "staff" })).said).to.contain("GID must be a number");
  });

  it("is what shellcheck has nothing to say about", function () {
    const ran = spawnSync("shellcheck", [join(root, "docker/entry.sh")], { encoding: "utf8" });
    if (ran.error) {
      console.log("SKIPPED: shellcheck on docker/entry.sh (it is not installed)");
      return this.skip();
    }
    expect(ran.stdout).to.equal("");
  });
});
