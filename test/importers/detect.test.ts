import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { importers } from "../../src/compose/importers.ts";
import { readHead } from "../../src/importers/read-head.ts";
import { openDatabase } from "../../src/store/sqlite/driver.ts";
import { disqusXml } from "../helpers/disqus-xml.ts";
import { createFolder, writeIssoDb } from "../helpers/isso-db.ts";
import { aReply, aStatus, saved } from "../helpers/mastodon.ts";
import { wordpressXml } from "../helpers/wordpress-xml.ts";

/** A file of each kind, as its software writes it; an importer without one fails below. */
const samples: Record<string, (file: string) => Promise<void>> = {
  antiphon: async (file) => writeFileSync(file, '{"format":"antiphon-export","version":1,"private":false}\n'),
  disqus: async (file) => writeFileSync(file, gzipSync(disqusXml([{ id: "1", link: "https://blog.example/" }], []))),
  isso: async (file) => void (await writeIssoDb(file, { comments: [{ id: 1 }] })),
  commento: async (file) => writeFileSync(file, gzipSync('{"version":3,"pages":[{"id":"1","domainId":"2"}]}')),
  coral: async (file) => writeFileSync(file, "u1,anna@example.org,Anna,COMMENTER,false,2020-01-01T00:00:00Z\n"),
  discourse: async (file) => writeFileSync(file, '{"post_stream":{"posts":[],"stream":[]},"id":1}'),
  ghost: async (file) => writeFileSync(file, '{"db":[{"meta":{"exported_on":1,"version":"5.0.0"},"data":{}}]}'),
  livefyre: async (file) =>
    writeFileSync(
      file,
      '{"title":"A post","comments":[{"id":1,"body_html":"<p>x</p>"}],"source":"https://blog.example/"}',
    ),
  mastodon: async (file) =>
    writeFileSync(file, '{"ancestors":[],"descendants":[{"id":"1","uri":"https://a.example/1"}]}'),
  remark42: async (file) =>
    writeFileSync(file, gzipSync('{"version":1,"users":[],"posts":[]}\n{"id":"1","pid":"","locator":{}}\n')),
  wordpress: async (file) => writeFileSync(file, wordpressXml([])),
};

describe("importers: what a file is", () => {
  const folder = createFolder();
  after(() => folder.clear());

  it("has a sample for each importer", () => {
    expect(Object.keys(samples).sort()).to.deep.equal(importers.all.map(({ name }) => name).sort());
  });

  for (const [name, write] of Object.entries(samples)) {
    it(`finds out that it is of ${name}`, async () => {
      await write(folder.file(name));
      expect((await importers.detect(folder.file(name)))?.name).to.equal(name);
    });
  }

  it("finds out that documents are of Coral", async () => {
    writeFileSync(folder.file("coral.json"), '{"id":"c1","storyID":"s1"}\n');
    expect((await importers.detect(folder.file("coral.json")))?.name).to.equal("coral");
  });

  it("knows a database whose tables lie far behind its start", async () => {
    const file = folder.file("far.db");
    const db = await openDatabase(file);
    const others = Array.from({ length: 150 }, (_, i) => `CREATE TABLE t${i} (${"x".repeat(600)} TEXT);`);
    db.exec(`BEGIN; ${others.join("")} CREATE TABLE \`comments\` (\`id\` varchar(24) NOT NULL); COMMIT`);
    db.close();
    expect(await readHead(file)).to.not.contain("`comments`");
    expect((await importers.detect(file))?.name).to.equal("ghost");
  });

  it("takes a post of Mastodon’s, which says what it answers, for no comment of Ghost’s", async () => {
    writeFileSync(folder.file("post.json"), saved(aStatus("10"), { ancestors: [], descendants: [aReply("11", "10")] }));
    expect((await importers.detect(folder.file("post.json")))?.name).to.equal("mastodon");
    const comments = '{"comments":[{"id":"1","parent_id":null,"in_reply_to_id":null,"member":{}}]}';
    writeFileSync(folder.file("ghost.json"), comments);
    expect((await importers.detect(folder.file("ghost.json")))?.name).to.equal("ghost");
  });

  it("knows nothing of what is none", async () => {
    const file = folder.file("none");
    for (const content of ["", "hello", "{}", "<html><body>disqus</body></html>", Buffer.alloc(100_000, 0xff)]) {
      writeFileSync(file, content);
      expect(await importers.detect(file)).to.equal(null);
    }
    const db = await openDatabase(folder.file("other.db"));
    db.exec("CREATE TABLE threads (id INTEGER PRIMARY KEY, subject VARCHAR)");
    db.close();
    expect(await importers.detect(folder.file("other.db"))).to.equal(null);
  });
});
