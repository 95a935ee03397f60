import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { createExporters } from "../../src/compose/exporters.ts";
import type { Comment } from "../../src/domain/comment.ts";
import type { Piece } from "../../src/domain/content.ts";
import { owner } from "../../src/domain/moderator.ts";
import { createExportContent } from "../../src/usecases/operate/export-content.ts";
import { aComment, mira } from "../helpers/comment.ts";
import { draftsOf } from "../helpers/drafts.ts";
import { importerOf } from "../helpers/importer-of.ts";
import { createFolder } from "../helpers/isso-db.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { createTestWorld } from "../helpers/web.ts";

const anna = {
  kind: "visitor",
  name: "Tom & <b>\u0007",
  website: "https://a.example/",
  email: "a@c.example",
  hash: "h",
} as const;
const family: (Partial<Comment> & { _id: string })[] = [
  { _id: "a", author: anna, html: "<p>]]&gt; <strong>one</strong> &amp; more</p>" as never },
  {
    _id: "b",
    parent: "a",
    path: ["a"],
    author: mira,
    remote: { id: "https://far.example/1", url: "https://far.example/@mira/1" },
  },
  { _id: "c", parent: "b", path: ["a", "b"], state: "held" },
  { _id: "d", parent: "c", path: ["a", "b", "c"], warning: "A spoiler" },
  { _id: "e", state: "spam" },
  { _id: "f", hiddenBy: "owner" },
];

describe("exporters: WordPress and web pages", () => {
  const folder = createFolder();
  after(() => folder.clear());

  async function exported(name: string, file: string, isPublic = false): Promise<string> {
    const { world, store } = await createTestWorld();
    await world.sites.add(aSite());
    await world.threads.add(aThread({ levels: { web: "refuse" } }));
    for (const [i, comment] of family.entries()) {
      await world.comments.add(
        aComment({ number: i + 1, createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, i)), ...comment }),
      );
    }
    const exporter = createExporters().find((one) => one.name === name);
    if (!exporter) throw new Error(`There is no exporter ${name}.`);
    const { chunks } = await createExportContent(world)(exporter, { site: null, isPublic, by: owner });
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(Buffer.from(chunk));
    await store.close();
    writeFileSync(folder.file(file), Buffer.concat(parts));
    return folder.file(file);
  }

  it("writes what the importer of WordPress reads again: tree, authors, states, dates", async () => {
    const source = await importerOf("wordpress").open(await exported("wordpress", "a.xml"), {
      site: "site",
      values: {},
    });
    const { threads, comments, faults } = await draftsOf(source);
    await source.close();
    expect(faults).to.deep.equal([]);
    expect(threads[0]).to.deep.include({ address: "https://blog.example/post", title: "A post" });
    expect(comments.map(({ state }) => state)).to.deep.equal([
      ...["published", "published", "held", "published", "spam", "held"],
    ]);
    const [a, b, c, d] = comments;
    expect([a, b, c, d].map((one) => one?.parent)).to.deep.equal([null, a?.id, b?.id, c?.id]);
    expect(a?.author).to.deep.include({ name: "Tom & <b>", email: "a@c.example", website: "https://a.example/" });
    expect(a?.createdAt?.toISOString()).to.equal("2026-01-01T00:00:00.000Z");
    expect(a?.source.text).to.contain("<strong>one</strong> &amp; more");
    expect(b?.author).to.deep.include({ name: "Mira", website: "https://far.example/@mira" });
  });

  it("leaves mailboxes, what waits and what is hidden out of a public one", async () => {
    const xml = readFileSync(await exported("wordpress", "b.xml", true), "utf8");
    expect(xml).to.not.contain("a@c.example");
    expect(xml.match(/<wp:comment_approved>[^<]*/g)?.map((found) => found.slice(21))).to.deep.equal([
      "1",
      "1",
      "trash",
      "1",
    ]);
    expect(xml).to.contain("<wp:comment_status>closed<").and.contain("<wp:meta_value>https://far.example/1<");
  });

  it("writes pages that need no program, with what readers see alone", async () => {
    const file = await exported("html", "c.tar.gz");
    execFileSync("tar", ["xzf", file, "-C", folder.file(".")]);
    expect(readdirSync(folder.file("threads"))).to.deep.equal(["000001.html"]);
    expect(readFileSync(folder.file("index.html"), "utf8")).to.contain('<a href="threads/000001.html">A post</a> (3)');
    const html = readFileSync(folder.file("threads/000001.html"), "utf8");
    expect(html).to.contain("Tom &amp; &lt;b&gt;").and.contain("<strong>one</strong>").and.contain("not here any more");
    expect(html).to.contain('href="https://far.example/@mira/1"').and.contain("<summary");
    expect(html.match(/ id="comment-\d+"/g)).to.have.lengthOf(4);
    expect(html).to.not.match(/a@c\.example|<script|src=/);
  });

  it("hands on what goes wrong while pages are written", async () => {
    const exporter = createExporters().find(({ name }) => name === "html");
    async function* broken(): AsyncIterable<Piece> {
      yield { kind: "blog", site: aSite() };
      throw new Error("The disk is gone.");
    }
    const read = async () => {
      for await (const chunk of exporter?.write(broken(), { isPublic: true }) ?? []) expect(chunk).to.not.equal(null);
      return "whole";
    };
    expect(await read().catch(String)).to.equal("Error: The disk is gone.");
  });
});
