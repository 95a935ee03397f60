import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { isProblem } from "../../src/domain/problem.ts";
import { disqusXml, mailbox, postXml, threadXml } from "../helpers/disqus-xml.ts";
import { type Drafts, draftsOf } from "../helpers/drafts.ts";
import { importerOf } from "../helpers/importer-of.ts";
import { createFolder } from "../helpers/isso-db.ts";

const page = { id: "1", link: "https://blog.example/post" };

describe("importers: Disqus", () => {
  const folder = createFolder();
  after(() => folder.clear());
  let made = 0;

  function write(content: string | Buffer): string {
    const file = folder.file(`${++made}.xml`);
    writeFileSync(file, content);
    return file;
  }

  const open = (file: string) => importerOf("disqus").open(file, { site: "site", values: {} });

  async function read(content: string | Buffer): Promise<Drafts> {
    return draftsOf(await open(write(content)));
  }

  const problemOf = (content: string | Buffer) =>
    read(content).then(
      () => null,
      (error: unknown) => (isProblem(error) ? `${error.kind}: ${error.message}` : error),
    );

  it("reads a new export: accounts, answers, what was deleted and what was spam", async () => {
    const { threads, comments, faults } = await read(
      disqusXml(
        [{ ...page, identifier: "12 https://blog.example/?p=12", title: "Tom &amp; Jerry" }],
        [
          { id: "11", message: "<p>One &amp; <b>two</b></p>" },
          { id: "12", parent: "11", isSpam: true },
          { id: "13", parent: "12", isDeleted: true },
        ],
      ),
    );
    expect(faults).to.deep.equal([]);
    expect(threads).to.deep.equal([
      {
        kind: "thread",
        id: "1",
        address: "https://blog.example/post",
        title: "Tom & Jerry",
        identifiers: ["12 https://blog.example/?p=12"],
      },
    ]);
    const [one, two, three] = comments;
    expect(one).to.deep.include({
      label: "post 11",
      thread: "1",
      parent: null,
      number: null,
      state: "published",
      source: { text: "<p>One &amp; <b>two</b></p>", type: "text/html" },
      createdAt: new Date("2013-03-04T05:06:07Z"),
    });
    expect(one?.author).to.deep.include({ name: "Anna", email: "", identity: "disqus user anna77" });
    expect([two?.state, two?.parent, three?.state, three?.parent]).to.deep.equal(["spam", one?.id, "removed", two?.id]);
  });

  it("reads an old export: mailboxes are kept, network addresses are not", async () => {
    const author = `${mailbox}<username></username>`;
    const old = postXml({ id: "11", author }).replace("</author>", "</author><ipAddress>192.0.2.7</ipAddress>");
    const { comments } = await read(disqusXml([page], []).replace("</disqus>", `${old}</disqus>`));
    expect(comments[0]?.author).to.deep.equal({
      name: "Anna",
      website: "",
      email: "anna@example.org",
      identity: "disqus name Anna",
      face: null,
    });
  });

  it("takes references as text, posts before threads, and threads without a page", async () => {
    const post = postXml({ id: "11" }).replace('<thread dsq:id="1" />', "<thread> 1 </thread>");
    const { threads, comments } = await read(
      disqusXml([], []).replace("</disqus>", `${post}${threadXml({ ...page, link: "" })}</disqus>`),
    );
    expect(comments[0]?.thread).to.equal("1");
    expect(threads[0]?.address).to.equal("");
  });

  it("tells of a spoiler, keeps long addresses and code as they are", async () => {
    const message =
      '<p><spoiler>He dies.</spoiler></p><pre><code>a\n\tb</code></pre><a href="https://long.example/1">long…</a>';
    const { comments } = await read(disqusXml([page], [{ id: "11", message }, { id: "12" }]));
    expect(comments[0]?.source.text).to.equal(message);
    expect(comments.map(({ warning }) => warning)).to.deep.equal(["…", null]);
  });

  it("unpacks what is gzipped, and refuses what bursts or is cut short", async () => {
    const packed = gzipSync(disqusXml([page], [{ id: "11" }]));
    expect((await read(packed)).comments).to.have.length(1);
    expect(await problemOf(packed.subarray(0, packed.length - 20))).to.match(/^invalid: .*cut short/);
    expect(await problemOf(gzipSync(Buffer.alloc(20_000_000, 32), { level: 9 }))).to.match(/^too-large/);
  });

  it("reads other encodings, and tells of bytes that are none", async () => {
    const text = disqusXml([page], [{ id: "11", message: "Grüße" }]);
    const latin = Buffer.from(text.replace('encoding="utf-8"', 'encoding="iso-8859-1"'), "latin1");
    const wide = Buffer.from(`\uFEFF${text}`, "utf16le");
    for (const bytes of [latin, wide, Buffer.from(`\uFEFF${text}`)]) {
      const { comments, faults } = await read(bytes);
      expect(comments[0]?.source.text).to.equal("Grüße");
      expect(faults).to.deep.equal([]);
    }
    const wrong = await read(Buffer.from(text, "latin1"));
    expect(wrong.faults.map(({ reason }) => reason)).to.deep.equal(["bytes that are not in the encoding of the file"]);
    expect(wrong.comments[0]?.source.text).to.equal("Gr��e");
    expect(await problemOf(text.replace('encoding="utf-8"', 'encoding="klingon"'))).to.contain("no known encoding");
  });

  it("gives what is whole of a file that ends in the middle, and a fault", async () => {
    const text = disqusXml([page], [{ id: "11" }, { id: "12" }]);
    const { comments, faults } = await read(text.slice(0, text.indexOf("Text 12")));
    expect(comments.map(({ label }) => label)).to.deep.equal(["post 11"]);
    expect(faults.map(({ reason }) => reason)).to.deep.equal([
      "the file ends in the middle; what comes after that is missing",
    ]);
  });

  it("takes an export of nothing for whole, and tells of a post that is never closed", async () => {
    const empty = disqusXml([], []);
    const root = /<disqus[^>]*>/.exec(empty)?.[0] ?? "";
    const none = await read(`${empty.slice(0, empty.indexOf(root))}${root.slice(0, -1)}/>`);
    expect([none.threads, none.comments, none.faults]).to.deep.equal([[], [], []]);

    const text = disqusXml([page], [{ id: "11" }, { id: "12" }]);
    const end = text.lastIndexOf("</post>");
    const torn = await read(text.slice(0, end) + text.slice(end + "</post>".length));
    expect(torn.comments.map(({ label }) => label)).to.deep.equal(["post 11"]);
    expect(torn.faults).to.deep.equal([
      {
        kind: "fault",
        reason: "parts that are never closed, as the file is no whole XML there",
        place: "<post>",
      },
    ]);
  });

  it("puts no entity in but XML's own, opens nothing, and does not burst", async () => {
    const bomb = Array.from({ length: 30 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join("");
    const doctype = `<!DOCTYPE disqus [<!ENTITY l0 "lol">${bomb}<!ENTITY file SYSTEM "file:///etc/passwd">]>`;
    const text = disqusXml([page], [{ id: "11" }]).replace("<disqus ", `${doctype}<disqus `);
    const hostile = text.replace("<![CDATA[<p>Text 11</p>]]>", "&l30;&file;&amp;&#65;");
    const { comments } = await read(hostile);
    expect(comments[0]?.source.text).to.equal("&l30;&file;&A");
  });

  it("leaves out elements of other namespaces, however they are called", async () => {
    const strange = `<wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss"><post dsq:id="666"><message>x</message></post></wsse:Security>
      <wp:post xmlns:wp="http://wordpress.org/export/1.2/" dsq:id="667"/>`;
    const inside = postXml({ id: "11" }).replace("<message>", "<wp:message>no</wp:message><message>");
    const { comments } = await read(disqusXml([page], []).replace("</disqus>", `${strange}${inside}</disqus>`));
    expect(comments.map(({ label, source }) => [label, source.text])).to.deep.equal([["post 11", "<p>Text 11</p>"]]);
  });

  it("counts what has no id, and reads on", async () => {
    const { faults, comments } = await read(
      disqusXml([page], [{ id: "11" }]).replace(
        "</category>",
        "</category><post><message>lost</message></post><thread><link>https://blog.example/x</link></thread>",
      ),
    );
    expect(faults.map(({ reason, place }) => [reason, place])).to.deep.equal([
      ["a post without an id", ""],
      ["a thread without an id", "https://blog.example/x"],
    ]);
    expect(comments).to.have.length(1);
  });

  it("holds neither deep nor wide nonsense in memory", async () => {
    const deep = `${"<a>".repeat(10_000)}${"</a>".repeat(10_000)}`;
    const wide = "<b/>".repeat(50_000);
    const post = postXml({ id: "11" }).replace("</post>", `<x>${deep}${wide}</x></post>`);
    const { comments } = await read(disqusXml([page], []).replace("</disqus>", `${post}</disqus>`));
    expect(comments.map(({ label }) => label)).to.deep.equal(["post 11"]);
  });

  it("takes dates of several kinds, and says which it cannot read", async () => {
    const dates = [
      "2013-03-04T05:06:07",
      "2013-03-04 05:06:07",
      "2013-03-04T06:06:07+01:00",
      "yesterday",
      "2013-99-99",
    ];
    const { comments } = await read(
      disqusXml(
        [page],
        dates.map((createdAt, i) => ({ id: `${i}`, createdAt })),
      ),
    );
    const at = new Date("2013-03-04T05:06:07Z");
    expect(comments.map(({ createdAt }) => createdAt)).to.deep.equal([at, at, at, null, null]);
  });

  it("says that a file is none", async () => {
    for (const text of ["", "hello", "<html><body>Not found</body></html>", '<rss version="2.0"><channel/></rss>']) {
      expect(await problemOf(text), text).to.match(/^invalid: .* is no export of Disqus/);
    }
    const missing = open(folder.file("none.xml"));
    expect(await draftsOf(await missing).catch((error: Error) => error.message)).to.contain("There is no file");
    const aFolder = open(folder.file("."));
    expect(await draftsOf(await aFolder).catch((error: Error) => error.message)).to.contain("is a folder");
  });
});
