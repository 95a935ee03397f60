import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { createHtml } from "../../src/html/html.ts";
import { disqusXml } from "../helpers/disqus-xml.ts";
import { createFolder, openIssoDb, writeIssoDb } from "../helpers/isso-db.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

describe("antiphon import", () => {
  const folder = createFolder();
  after(() => folder.clear());
  let cli: Cli;
  let made = 0;
  let db: string;
  beforeEach(async () => {
    cli = await openCli();
    Object.assign(cli.world, { html: createHtml() });
    await cli.world.sites.add(aSite());
    db = await writeIssoDb(folder.file(`${++made}.db`), {
      sessionKey: "feedbeef",
      comments: [
        { id: 1, author: "Tom &amp; Jerry" },
        { id: 2, parent: 1, mode: 2 },
        { id: 3, parent: 99, uri: "/other/" },
        { id: 4, mode: 4, text: "" },
      ],
    });
  });
  afterEach(() => cli.close());

  it("brings an Isso along, tells what it did, and does nothing the second time", async () => {
    expect(await cli.run("import", "isso", db, "--pages")).to.equal(0);
    expect(cli.out).to.deep.equal([
      "Isso: 4 comments in 2 threads, 2 pages of the blog (2 new here).",
      "Stored 3 comments: 2 published, 1 for review.",
      "  3  https://blog.example.org/post/  new",
      "  1  https://blog.example.org/other/  new",
      "Not as it was:",
      "  1  answers to a comment that is not there, now at the top: #3",
      "Left out, or left alone:",
      "  1  comments that were deleted in Isso, without answers: #4",
    ]);
    expect((await cli.world.comments.byNumber(1))?.author).to.deep.include({ name: "Tom & Jerry" });
    expect(await cli.world.settings.get("issoSessionKeys")).to.deep.equal([{ site: "blog", key: "feedbeef" }]);
    cli.out.length = 0;
    expect(await cli.run("import", "isso", db)).to.equal(0);
    expect(cli.out.slice(0, 3)).to.deep.equal([
      "Isso: 4 comments in 2 threads, 2 pages of the blog (0 new here).",
      "Stored 0 comments.",
      "3 comments were here already.",
    ]);
  });

  it("finds out by itself what a file is, and says so", async () => {
    expect(await cli.run("import", db, "--dry-run")).to.equal(0);
    expect(cli.out[0]).to.match(/^Isso: 4 comments/);
    expect(cli.err.join("\n")).to.contain("looks like the database of an Isso");
    writeFileSync(folder.file("letter.txt"), "Dear Anna,");
    expect(await cli.run("import", folder.file("letter.txt"))).to.equal(2);
    expect(cli.err.at(-1)).to.match(/looks like nothing known. Name the format before it: antiphon, isso, disqus/);
    expect(await cli.run("import", folder.file("none"))).to.equal(1);
    expect(cli.err.at(-1)).to.contain("There is no file");
  });

  it("finds the database of an Isso by its configuration", async () => {
    cli.files = { "isso.cfg": `[general]\ndbpath = ${db}\n` };
    expect(await cli.run("import", "isso", "--isso-config", "isso.cfg")).to.equal(0);
    expect(cli.out[1]).to.contain("Stored 3 comments");
    expect(await cli.run("import", "isso")).to.equal(2);
    expect(cli.err.at(-1)).to.contain("Name the database");
  });

  it("writes nothing when it is dry", async () => {
    expect(await cli.run("import", "isso", db, "--dry-run")).to.equal(0);
    expect(cli.out[1]).to.contain("Would store 3 comments");
    expect(cli.out.at(-1)).to.equal("Nothing was written.");
    expect(await cli.world.comments.byNumber(1)).to.equal(null);
  });

  it("exits with 1 when something was lost, until a map says where it belongs", async () => {
    const file = folder.file("export.xml");
    const threads = [{ id: "1", link: "http://old.example.org/2012/a\u001b[31m-post/" }];
    writeFileSync(file, disqusXml(threads, [{ id: "11" }, { id: "12", parent: "11" }]));
    expect(await cli.run("import", "disqus", file)).to.equal(1);
    expect(cli.out.slice(2)).to.deep.equal([
      "Lost:",
      "  2  comments of pages outside of https://blog.example.org/; a map can say where they belong: http://old.example.org/2012/a�[31m-post/",
    ]);
    cli.files["moved.txt"] = "http://old.example.org/*\t/*\n";
    cli.out.length = 0;
    expect(await cli.run("import", "disqus", file, "--map", "moved.txt")).to.equal(0);
    expect(cli.out[1]).to.contain("Stored 2 comments: 2 published");
    expect((await cli.world.comments.byNumber(2))?.path).to.have.length(1);
  });

  it("asks which blog is meant, and takes it by address or name", async () => {
    await cli.world.sites.add(aSite({ _id: "two", handle: "two", home: "https://two.example.org/" }));
    expect(await cli.run("import", "isso", db)).to.equal(2);
    expect(cli.err.join()).to.contain("blog, https://blog.example.org/; two, https://two.example.org/");
    expect(await cli.run("import", "isso", db, "--site", "three")).to.equal(1);
    expect(await cli.run("import", "isso", db, "--site", "@two")).to.equal(0);
    expect((await cli.world.comments.byNumber(1))?.site).to.equal("two");
    // The same comments for another blog are others.
    expect(await cli.run("import", "isso", db, "--site", "https://blog.example.org")).to.equal(0);
    expect(await cli.world.oldNumbers.find("blog", 1)).to.not.equal(null);
  });

  it("says what is wrong with a file, a map and an option", async () => {
    expect(await cli.run("import", "isso", folder.file("none.db"))).to.equal(1);
    expect(await cli.run("import", "disqus", folder.file("none.xml"))).to.equal(1);
    expect(await cli.run("import", "disqus", db)).to.equal(2);
    expect(cli.err.at(-1)).to.contain("is no export of Disqus");
    expect(await cli.run("import", "isso", db, "--map", "none.txt")).to.equal(1);
    expect(cli.err.at(-1)).to.equal("There is no map none.txt.");
    cli.files["wrong.txt"] = "/a\n";
    expect(await cli.run("import", "isso", db, "--map", "wrong.txt")).to.equal(2);
    expect(cli.err.at(-1)).to.contain("line 1");
    expect(await cli.run("import", "isso", db, "--texts", "rtf")).to.equal(2);
    expect(await cli.run("import", "isso", db, "--hash", "rot13")).to.equal(2);
    expect(await cli.run("import", "wordpress", db)).to.equal(2);
    expect(await cli.run("import")).to.equal(2);
    expect(await cli.world.comments.byNumber(1)).to.equal(null);
  });

  it("shows progress every 5,000 comments, and examples in its help", async () => {
    const many = folder.file("many.db");
    const isso = await openIssoDb(many, { comments: [{ id: 1 }] });
    isso.exec(`WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 5001)
      INSERT INTO comments (tid, id, created, mode, text, voters) SELECT 1, i, 1400000000 + i, 1, 'Text', '' FROM n`);
    isso.close();
    expect(await cli.run("import", "isso", many, "--dry-run")).to.equal(0);
    expect(cli.err).to.deep.equal([`  reading ${many}`, "  5000 of 5001 comments"]);
    cli.out.length = 0;
    expect(await cli.run("import", "--help")).to.equal(0);
    expect(cli.out.join("\n")).to.contain("antiphon import isso comments.db").and.to.contain("Exits with 1");
    cli.out.length = 0;
    expect(await cli.run("import", "isso", "--help")).to.equal(0);
    expect(cli.out.join("\n")).to.contain("--salt").and.to.contain("--map");
  });

  it("fails in the demo, which is out of reach", async () => {
    const demo = await openCli();
    await demo.world.sites.add(aSite({ home: "https://comments.example.org/demo/" }));
    expect(await demo.run("import", "isso", db)).to.equal(1);
    expect(demo.err[0]).to.contain("No blog is set");
    await demo.close();
  });
});
