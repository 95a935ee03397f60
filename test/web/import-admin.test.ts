import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { importers } from "../../src/compose/importers.ts";
import { createImportWork } from "../../src/usecases/operate/import-work.ts";
import { disqusXml } from "../helpers/disqus-xml.ts";
import { type ImportDesk, problemOn, startImportDesk, twoComments } from "../helpers/import-desk.ts";
import { writeIssoDb } from "../helpers/isso-db.ts";

describe("/admin/import", () => {
  let desk: ImportDesk;
  beforeEach(async () => {
    desk = await startImportDesk();
  });
  afterEach(() => desk.close());

  it("takes a file, says what it is, shows what would happen, and does it", async () => {
    expect(await desk.page("/admin/import"))
      .to.contain("Bring a file")
      .and.contain("WordPress");
    const path = await desk.bring(gzipSync(twoComments), "C:\\fakepath\\export.xml.gz");
    const first = await desk.page(path);
    expect(first).to.contain("It looks like an export of Disqus").and.contain(">export.xml.gz</h1>");
    expect(first).to.contain('value="disqus" selected');
    await desk.press(`${path}/look`, { importer: "disqus", site: "site" });
    const waiting = await desk.node.get(path, { cookie: desk.cookie });
    expect(waiting.headers.get("refresh")).to.equal("4");
    expect(await waiting.text()).to.contain("Looking what would happen");
    expect((await desk.node.get(`${path}?still=yes`, { cookie: desk.cookie })).headers.get("refresh")).to.equal(null);

    await desk.imports.drain();
    const report = await desk.page(path);
    expect(report)
      .to.contain("What would happen")
      .and.contain("Would store 2 comments")
      .and.contain("Nothing was written.");
    expect(await desk.node.world.comments.counts("thread")).to.deep.equal({ published: 0, held: 0 });

    await desk.press(`${path}/begin`);
    await desk.imports.drain();
    expect(await desk.page(path))
      .to.contain("What was done")
      .and.contain("Stored 2 comments: 2 published.");
    expect(await desk.node.world.comments.counts("thread")).to.deep.equal({ published: 2, held: 0 });
    expect(desk.files()).to.deep.equal([]);
    const text = await desk.node.get(`${path}/report`, { cookie: desk.cookie });
    expect(text.headers.get("content-disposition")).to.match(/^attachment; filename="import-2026-11-\d\d\.txt"$/);
    expect(await text.text()).to.contain("Disqus: 2 comments in 1 thread, 1 page of the blog (0 new here).");
    const [entry] = (await desk.node.world.audit.list({ act: "content.import" }, { limit: 1 })).items;
    expect(entry).to.deep.include({ label: "Disqus (export.xml.gz)", site: "site" });
    expect(await desk.page("/admin/import"))
      .to.contain("export.xml.gz")
      .and.contain(">done<");
  });

  it("keeps what was typed where it cannot be used, and takes another kind than the file looks like", async () => {
    const path = await desk.bring(twoComments);
    const wrong = await desk.press(`${path}/look`, { importer: "", site: "site", map: "nonsense" });
    expect(wrong.status).to.equal(422);
    const html = await wrong.text();
    expect(problemOn(html)).to.equal("Say what made the file.");
    expect(html).to.contain(">nonsense</textarea>");
    const map = await (await desk.press(`${path}/look`, { importer: "disqus", site: "site", map: "nonsense" })).text();
    expect(problemOn(map)).to.match(/^The map cannot be understood:\n\s+line 1/);
    expect(problemOn(await (await desk.press(`${path}/look`, { importer: "disqus", site: "?" })).text())).to.contain(
      "which blog",
    );
    const texts = { importer: "isso", site: "site", "isso-texts": "prose" };
    expect(problemOn(await (await desk.press(`${path}/look`, texts)).text())).to.contain("auto, or markdown, or html");
    await desk.press(`${path}/look`, { importer: "isso", site: "site" });
    await desk.imports.drain();
    const failed = await desk.page(path);
    expect(failed)
      .to.contain("It failed")
      .and.match(/export\.xml cannot be read as an SQLite database/);
    expect(failed).to.not.contain(desk.folder);
    await desk.press(`${path}/look`, { importer: "disqus", site: "site", map: "https://blog.example/* -" });
    await desk.imports.drain();
    expect(await desk.page(path))
      .to.contain("Would store 0 comments")
      .and.contain("the map leaves out");
  });

  it("reads the database of an Isso with the options of its form", async () => {
    const file = await writeIssoDb(join(desk.folder, "comments.db"), { comments: [{ id: 1, uri: "/post" }] });
    const path = await desk.bring(readFileSync(file), "comments.db");
    const html = await desk.page(path);
    expect(html).to.contain("the database of an Isso").and.contain('name="isso-texts"');
    await desk.press(`${path}/look`, { importer: "isso", site: "site", "isso-texts": "html", "isso-salt": "pepper" });
    expect((await desk.node.world.importRuns.list(1))[0]?.values).to.deep.equal({ texts: "html", salt: "pepper" });
    await desk.imports.drain();
    expect(await desk.page(path)).to.contain("Would store 1 comment: 1 published.");
  });

  it("does each step once, and only when it is its turn", async () => {
    const path = await desk.looked(twoComments);
    const begun = await Promise.all([desk.press(`${path}/begin`), desk.press(`${path}/begin`)]);
    expect(begun.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    for (const step of ["look", "begin", "again", "drop"])
      expect((await desk.press(`${path}/${step}`, { importer: "disqus", site: "site" })).status, step).to.equal(409);
    await desk.imports.drain();
    expect((await desk.press(`${path}/drop`)).status).to.equal(303);
    expect((await desk.node.get(path, { cookie: desk.cookie })).status).to.equal(404);
    expect(await desk.node.world.comments.counts("thread")).to.deep.equal({ published: 2, held: 0 });
  });

  it("goes on after a restart with what was cut off", async () => {
    const many = disqusXml(
      [{ id: "1", link: "https://blog.example/post" }],
      Array.from({ length: 1_200 }, (_, i) => ({ id: `${i + 10}` })),
    );
    const path = await desk.looked(gzipSync(many));
    await desk.press(`${path}/begin`);
    const stopping: Promise<void>[] = [];
    const { addAll } = desk.node.world.comments;
    desk.node.world.comments.addAll = async (comments) => {
      if (stopping.length === 0) stopping.push(desk.imports.stop());
      return addAll(comments);
    };
    await desk.imports.drain();
    await Promise.all(stopping);
    desk.node.world.comments.addAll = addAll;
    const there = (await desk.node.world.comments.counts("thread")).published;
    expect(there).to.be.within(1, 1_199);
    expect(await desk.page(path)).to.contain("Importing");
    const next = createImportWork(desk.node.world, {
      importers,
      uploads: desk.uploads,
      origin: "http://localhost",
    });
    await next.drain();
    expect((await desk.node.world.comments.counts("thread")).published).to.equal(1_200);
    expect(await desk.page(path))
      .to.contain("What was done")
      .and.contain("were here already");
  });

  it("takes up what a process that is gone was at, once it was silent for three minutes", async () => {
    const path = await desk.looked(twoComments);
    await desk.press(`${path}/begin`);
    const [run] = await desk.node.world.importRuns.list(1);
    if (!run) throw new Error("There is no import.");
    const heldUntil = new Date(desk.node.clock.now().getTime() + 180_000);
    await desk.node.world.importRuns.change(run, { heldBy: "somebody", heldUntil });
    await desk.imports.drain();
    expect((await desk.node.world.importRuns.get(run._id))?.stage).to.equal("importing");
    desk.node.clock.advance(180_000);
    await desk.imports.sweep();
    await desk.imports.drain();
    expect((await desk.node.world.importRuns.get(run._id))?.stage).to.equal("done");
  });

  it("says that a file is gone, and lets it be discarded", async () => {
    const path = await desk.looked(twoComments);
    await desk.press(`${path}/begin`);
    rmSync(`${desk.folder}/imports`, { recursive: true });
    await desk.imports.drain();
    expect(await desk.page(path)).to.contain("Importing");
    desk.node.clock.advance(601_000);
    await desk.imports.drain();
    expect(await desk.page(path)).to.contain("The file is not there any more.");
    expect((await desk.press(`${path}/drop`)).status).to.equal(303);
  });

  it("is shut to everybody but owners of the whole node", async () => {
    const one = await desk.node.signIn({ name: "Bo", grants: [{ site: "site", role: "owner" }] } as never);
    expect((await desk.node.get("/admin/import", { cookie: one.cookie })).status).to.equal(403);
    expect((await desk.node.get("/admin/export", { cookie: one.cookie })).status).to.equal(403);
  });
});
