import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { createExporters } from "../../src/compose/exporters.ts";
import type { Comment } from "../../src/domain/comment.ts";
import { owner } from "../../src/domain/moderator.ts";
import { htmlToMarkdown } from "../../src/exporters/html-to-markdown.ts";
import { createHtml } from "../../src/html/html.ts";
import { openDatabase } from "../../src/store/sqlite/driver.ts";
import { createExportContent } from "../../src/usecases/operate/export-content.ts";
import { aComment, mira } from "../helpers/comment.ts";
import { draftsOf } from "../helpers/drafts.ts";
import { importerOf } from "../helpers/importer-of.ts";
import { createFolder } from "../helpers/isso-db.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { createTestWorld } from "../helpers/web.ts";

describe("exporters: Isso", () => {
  const folder = createFolder();
  after(() => folder.clear());
  let files = 0;

  async function exported(comments: (Partial<Comment> & { _id: string })[], isPublic = false): Promise<string> {
    const { world, store } = await createTestWorld();
    await world.sites.add(aSite());
    await world.threads.add(aThread({ url: "https://blog.example/post?p=1" }));
    for (const [i, comment] of comments.entries()) {
      const createdAt = new Date(Date.UTC(2026, 0, 1, 0, 0, i, 250));
      await world.comments.add(aComment({ number: i + 1, createdAt, ...comment }));
    }
    const isso = createExporters().find(({ name }) => name === "isso");
    if (!isso) throw new Error("There is no exporter of Isso.");
    const { chunks } = await createExportContent(world)(isso, { site: null, isPublic, by: owner });
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(Buffer.from(chunk));
    await store.close();
    const file = folder.file(`${++files}.db`);
    writeFileSync(file, Buffer.concat(parts));
    return file;
  }

  const anna = {
    kind: "visitor",
    name: "Tom & <b>",
    website: "https://a.example/?q='",
    email: "a&b@c.example",
    hash: "h",
  } as const;
  const family: (Partial<Comment> & { _id: string })[] = [
    {
      _id: "a",
      author: anna,
      votes: { up: 2, down: 1 },
      notify: true,
      source: { text: "*Hi*", type: "text/markdown" },
    },
    {
      _id: "b",
      parent: "a",
      path: ["a"],
      author: mira,
      origin: "fediverse",
      source: { text: "<p>x</p>", type: "text/html" },
    },
    { _id: "c", parent: "b", path: ["a", "b"], state: "held" },
    { _id: "d", parent: "c", path: ["a", "b", "c"], state: "removed", author: anna },
    { _id: "e", state: "spam" },
    { _id: "f", hiddenBy: "owner" },
  ];

  it("is read again as it was: authors, states, times, votes; two levels deep", async () => {
    const source = await importerOf("isso").open(await exported(family), { site: "site", values: {} });
    const { threads, comments, faults } = await draftsOf(source);
    await source.close();
    expect(faults).to.deep.equal([]);
    expect(threads).to.have.lengthOf(1);
    expect(threads[0]).to.deep.include({ address: "/post?p=1", title: "A post" });
    const [a, b, c, d] = comments;
    expect(comments.map(({ number, state }) => `${number} ${state}`)).to.deep.equal([
      ...["1 published", "2 published", "3 held", "4 removed"],
    ]);
    expect(a?.author).to.deep.include({ name: "Tom & <b>", email: "a&b@c.example", website: "https://a.example/?q='" });
    expect(a).to.deep.include({
      votes: { up: 2, down: 1 },
      notify: true,
      source: { text: "*Hi*", type: "text/markdown" },
    });
    expect(a?.createdAt?.toISOString()).to.equal("2026-01-01T00:00:00.250Z");
    expect(b?.author.name).to.equal("Mira");
    expect(b?.author.website).to.equal("https://far.example/@mira");
    expect([b?.parent, c?.parent, d?.parent]).to.deep.equal([a?.id, a?.id, a?.id]);
    expect(d?.source.text).to.equal("");
  });

  it("answers the questions that Isso itself asks", async () => {
    const db = await openDatabase(await exported(family));
    expect(db.prepare("PRAGMA user_version").get()).to.deep.include({ user_version: 5 });
    const listed = db
      .prepare(
        `SELECT comments.*, threads.uri FROM comments INNER JOIN threads ON threads.uri = ? AND comments.tid = threads.id
         AND (? | comments.mode) = ? AND comments.parent IS NULL ORDER BY comments.created ASC`,
      )
      .all("/post?p=1", 5, 5);
    expect(listed.map((row) => row["id"])).to.deep.equal([1]);
    expect(listed[0]).to.deep.include({ author: "Tom &amp; &lt;b&gt;", email: "a&amp;b@c.example" });
    expect(listed[0]?.["remote_addr"]).to.match(/^240\.\d+\.\d+\.0$/);
    expect(Buffer.from(listed.map((row) => row["voters"] as Uint8Array)[0] ?? []).length).to.equal(256);
    const counts = db
      .prepare(
        "SELECT threads.uri, COUNT(comments.id) AS n FROM comments LEFT OUTER JOIN threads ON threads.id = tid AND comments.mode = 1 GROUP BY threads.uri",
      )
      .all();
    expect(counts.find((row) => row["uri"] === "/post?p=1")).to.deep.include({ n: 2 });
    db.exec("DELETE FROM comments");
    expect(db.prepare("SELECT COUNT(*) AS n FROM threads").get()).to.deep.include({ n: 0 });
    db.close();
  });

  it("keeps an empty place for what is left out where an answer stands below it, and for nothing else", async () => {
    const db = await openDatabase(
      await exported([
        { _id: "s", state: "spam", author: anna },
        { _id: "t", parent: "s", path: ["s"] },
        { _id: "u", parent: "t", path: ["s", "t"], hiddenBy: "owner" },
        { _id: "v", parent: "u", path: ["s", "t", "u"] },
        { _id: "w", hiddenBy: "owner", author: anna },
        { _id: "x", parent: "w", path: ["w"], state: "spam" },
      ]),
    );
    const rows = db.prepare("SELECT id, parent, mode, text, author, email, website FROM comments ORDER BY id").all();
    db.close();
    expect(rows.map(({ id, parent, mode }) => [id, parent, mode])).to.deep.equal([
      [1, null, 4],
      [2, 1, 1],
      [4, 1, 1],
    ]);
    expect({ ...rows[0] }).to.deep.include({ text: "", author: null, email: null, website: null });
  });

  it("leaves out what readers do not see of a public one", async () => {
    const db = await openDatabase(await exported(family, true));
    expect(
      db
        .prepare("SELECT id, email FROM comments ORDER BY id")
        .all()
        .map((row) => ({ ...row })),
    ).to.deep.equal([
      { id: 1, email: null },
      { id: 2, email: null },
    ]);
    db.close();
  });

  it("says HTML in Markdown that comes out alike", () => {
    const html = createHtml();
    for (const text of [
      "<p>One &amp; <strong>two</strong> <em>three</em><br>four</p><p>five</p>",
      '<p><a href="https://a.example/x_(y)?a=1&amp;b=2">a [link]</a> and <code>c*d</code></p>',
      "<blockquote><p>quoted</p></blockquote><ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>",
      "<pre><code>if (a &lt; b) {\n  *c*\n}</code></pre>",
      "<p>1 * 2 * 3 _under_ # no `code` &lt;script&gt;</p>",
    ]) {
      const words = (safe: string) => html.toText(safe, 1000);
      expect(words(html.fromMarkdown(htmlToMarkdown(text))), htmlToMarkdown(text)).to.equal(
        words(html.fromRemote(text)),
      );
    }
    expect(htmlToMarkdown("<p>a *b* <strong>c</strong></p>")).to.equal("a \\*b\\* **c**");
  });
});
