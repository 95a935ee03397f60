import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { expect } from "chai";
import type { ImportChoices } from "../../src/domain/importer.ts";
import { isProblem } from "../../src/domain/problem.ts";
import { type Drafts, draftsOf } from "../helpers/drafts.ts";
import { importerOf } from "../helpers/importer-of.ts";
import { createFolder, faceOfNetwork, insertComment, openIssoDb, writeIssoDb } from "../helpers/isso-db.ts";

type Given = ImportChoices["values"];

describe("importers: Isso", () => {
  const folder = createFolder();
  after(() => folder.clear());
  let made = 0;
  const fresh = () => folder.file(`${++made}.db`);

  const open = (file: string, given: Given = {}) => importerOf("isso").open(file, { site: "site", values: given });

  async function read(file: string, given: Given = {}): Promise<Drafts & { sessionKey: string | null }> {
    const source = await open(file, given);
    const drafts = await draftsOf(source);
    await source.close();
    return { ...drafts, sessionKey: source.sessionKey };
  }

  const problemOf = (file: string, given: Given = {}) =>
    open(file, given).then(
      () => null,
      (error: unknown) => (isProblem(error) ? `${error.kind}: ${error.message}` : error),
    );

  for (const schema of [0, 1, 2, 3, 4, 5] as const) {
    it(`reads schema ${schema}`, async () => {
      const file = await writeIssoDb(fresh(), {
        schema,
        sessionKey: "feedbeef",
        titles: { "/post/?p=1": "Grüße & more" },
        comments: [
          {
            id: 1,
            uri: "/post/?p=1",
            created: 1400000000.25,
            modified: 1400000100,
            author: "Anna",
            likes: 3,
            dislikes: 1,
          },
          { id: 2, uri: "/post/?p=1", parent: 1, mode: 2, notification: 1 },
          { id: 3, uri: "/post/?p=1", parent: 2, mode: 4, text: schema === 4 ? null : "" },
        ],
      });
      const { threads, comments, sessionKey } = await read(file);
      expect(threads).to.deep.equal([
        { kind: "thread", id: "1", address: "/post/?p=1", title: "Grüße & more", identifiers: [] },
      ]);
      const [one, two, three] = comments;
      expect(one).to.deep.include({
        label: "#1",
        thread: "1",
        parent: null,
        number: 1,
        state: "published",
        source: { text: "Text 1", type: "text/markdown" },
        createdAt: new Date(1400000000250),
        editedAt: new Date(1400000100000),
        votes: { up: 3, down: 1 },
        notify: false,
      });
      expect(one?.author).to.deep.include({ name: "Anna", email: "", face: faceOfNetwork });
      expect([two?.state, two?.parent, two?.notify]).to.deep.equal(["held", one?.id, schema >= 4]);
      expect([three?.state, three?.parent, three?.source.text]).to.deep.equal(["removed", two?.id, ""]);
      expect(sessionKey).to.equal(schema >= 2 ? "feedbeef" : null);
    });
  }

  it("draws authors from the mailbox as Isso stored it, escaped, by default and as it was set", async () => {
    const comments = [
      { id: 1, email: "email@email.com" },
      { id: 2, email: "a&amp;b@example.org" },
    ];
    const file = await writeIssoDb(fresh(), { comments });
    const faces = async (given: Given = {}) => (await read(file, given)).comments.map(({ author }) => author.face);
    const [plain, escaped] = await faces();
    expect(plain).to.equal("34f4b563ece1");
    expect(escaped).to.match(/^[0-9a-f]{12}$/);
    expect((await faces({ salt: "pepper" }))[0])
      .to.match(/^[0-9a-f]{12}$/)
      .and.not.equal("34f4b563ece1");
    expect((await faces({ hash: "pbkdf2:10:8" }))[0]).to.have.length(16);
    expect(await faces({ hash: "none" })).to.deep.equal([null, null]);
    expect((await faces({ hash: "md5" }))[0]).to.equal(createHash("md5").update("email@email.com").digest("hex"));
    expect(await problemOf(file, { hash: "rot13" })).to.contain("invalid: “rot13” is no way to hash");
    expect(await problemOf(file, { hash: "pbkdf2:0" })).to.contain("invalid");
  });

  it("unescapes names, mailboxes and websites once, and leaves what was never escaped", async () => {
    const { comments } = await read(
      await writeIssoDb(fresh(), {
        comments: [
          { id: 1, author: "Tom &amp; Jerry", website: "https://example.org/?a=1&amp;b=2" },
          { id: 2, author: "AT&T", email: "o&#x27;hara@example.org" },
          { id: 3, author: "&amp;lt;b&amp;gt;", website: 'javascript:alert("1")' },
        ],
      }),
    );
    expect(comments.map(({ author }) => author.name)).to.deep.equal(["Tom & Jerry", "AT&T", "&lt;b&gt;"]);
    expect(comments[0]?.author.website).to.equal("https://example.org/?a=1&b=2");
    expect(comments[1]?.author.email).to.equal("o'hara@example.org");
  });

  it("tells Markdown from the HTML that Isso took over from others, unless it is told", async () => {
    const texts: [string, "text/markdown" | "text/html"][] = [
      ["Plain words", "text/markdown"],
      ["<p>One</p>\n<p>Two</p>", "text/html"],
      ["One<br />Two", "text/html"],
      ["Use `<br>` here", "text/markdown"],
      ["> quoted\n\n<p>and this</p>", "text/markdown"],
      ["a < b and **c** <br>", "text/markdown"],
      ["[a link](https://a.example/) <br>", "text/markdown"],
      // Looked through once from each bracket, this would take minutes.
      [`<p>${"[x".repeat(200_000)}</p>`, "text/html"],
    ];
    const file = await writeIssoDb(fresh(), { comments: texts.map(([text], i) => ({ id: i + 1, text })) });
    const types = async (given: Given) => (await read(file, given)).comments.map(({ source }) => source.type);
    expect(await types({})).to.deep.equal(texts.map(([, type]) => type));
    expect(new Set(await types({ texts: "html" }))).to.deep.equal(new Set(["text/html"]));
    expect(new Set(await types({ texts: "markdown" }))).to.deep.equal(new Set(["text/markdown"]));
  });

  it("keeps the filter of voters where it is one, and not the one that schema 1 reset", async () => {
    const voters = `01${"00".repeat(255)}`;
    const comments = [
      { id: 1, voters },
      { id: 2, voters: "00".repeat(256) },
      { id: 3, voters: "ff" },
    ];
    const kept = async (schema: 0 | 5) =>
      (await read(await writeIssoDb(fresh(), { schema, comments }))).comments.map(({ issoVoters }) => issoVoters);
    expect(await kept(5)).to.deep.equal([Buffer.from(voters, "hex").toString("base64"), null, null]);
    expect(await kept(0)).to.deep.equal([null, null, null]);
  });

  it("takes odd values for what they are worth", async () => {
    const file = fresh();
    const db = await openIssoDb(file, {
      comments: [
        { id: 1, created: "never", likes: "many", mode: 9, author: null, text: "x" },
        { id: 2, created: -5, likes: -3 },
      ],
    });
    db.exec("PRAGMA foreign_keys = OFF");
    db.exec("UPDATE comments SET likes = 9223372036854775807 WHERE id = 2");
    db.exec("INSERT INTO comments (tid, id, created, voters, text) VALUES (99, 9223372036854775807, 1, '', 'far')");
    db.close();
    const { comments } = await read(file);
    expect(comments.map(({ createdAt }) => createdAt?.getTime() ?? null)).to.deep.equal([null, null, 1000]);
    expect(comments.map(({ votes }) => votes.up)).to.deep.equal([0, 1_000_000, 0]);
    expect(comments[0]).to.deep.include({ state: "held" });
    expect(comments[2]).to.deep.include({ label: "#9223372036854775807", thread: "99" });
  });

  it("gives a comment the same id each time, and another one where Isso gave its number again", async () => {
    const file = fresh();
    const db = await openIssoDb(file, { comments: [{ id: 1 }, { id: 2 }] });
    const before = (await read(file)).comments.map(({ id }) => id);
    db.exec("DELETE FROM comments WHERE id = 2");
    insertComment(db, { id: 2, created: 1_500_000_000 });
    db.close();
    const after = (await read(file)).comments.map(({ id }) => id);
    expect(after[0])
      .to.equal(before[0])
      .and.to.match(/^i[a-z2-7]{25}$/);
    expect(after[1]).to.not.equal(before[1]);
    const elsewhere = await draftsOf(await importerOf("isso").open(file, { site: "other", values: {} }));
    expect(elsewhere.comments[0]?.id).to.not.equal(after[0]);
  });

  it("reads what Isso wrote last while Isso runs, in either way of writing, and touches nothing", async () => {
    for (const mode of ["WAL", "DELETE"]) {
      const file = fresh();
      const db = await openIssoDb(file, { comments: [{ id: 1 }] });
      db.exec(`PRAGMA journal_mode = ${mode}`);
      insertComment(db, { id: 2 });
      db.exec("BEGIN IMMEDIATE");
      const beside = () => readdirSync(dirname(file)).filter((name) => name.startsWith(basename(file)));
      const [names, bytes] = [beside(), readFileSync(file)];
      expect(
        (await read(file)).comments.map(({ number }) => number),
        mode,
      ).to.deep.equal([1, 2]);
      expect(beside(), mode).to.deep.equal(names);
      expect(readFileSync(file).equals(bytes), mode).to.equal(true);
      insertComment(db, { id: 3 });
      db.exec("COMMIT");
      db.close();
      expect((await read(file)).comments, mode).to.have.length(3);
    }
  });

  it("rolls back what Isso was cut off from writing", async () => {
    const [file, cut] = [fresh(), fresh()];
    const db = await openIssoDb(file, { comments: [{ id: 1, text: "as it was" }] });
    db.exec("PRAGMA journal_mode = DELETE");
    db.exec("PRAGMA cache_size = 1");
    db.exec("BEGIN IMMEDIATE");
    db.exec("UPDATE comments SET text = 'half written'");
    for (let id = 2; id < 400; id++) insertComment(db, { id, text: "x".repeat(500) });
    for (const suffix of ["", "-journal"]) writeFileSync(cut + suffix, readFileSync(file + suffix));
    db.exec("ROLLBACK");
    db.close();
    expect(readFileSync(cut).includes("half written")).to.equal(true);
    expect((await read(cut)).comments.map(({ source }) => source.text)).to.deep.equal(["as it was"]);
  });

  it("leaves no copy behind, not even when the process is killed", async () => {
    const place = folder.file("temporary");
    mkdirSync(place);
    const before = process.env["TMPDIR"];
    process.env["TMPDIR"] = place;
    try {
      const source = await open(await writeIssoDb(fresh(), { comments: [{ id: 1 }] }));
      expect((await draftsOf(source)).comments).to.have.length(1);
      if (process.platform !== "win32") expect(readdirSync(place)).to.deep.equal([]);
      await source.close();
      await problemOf(folder.file("none.db"));
      expect(readdirSync(place)).to.deep.equal([]);
    } finally {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    }
  });

  it("says what is wrong with a file that is none", async () => {
    expect(await problemOf(folder.file("none.db"))).to.match(/^not-found: There is no file .*none\.db\.$/);
    const diary = folder.file("diary");
    writeFileSync(diary, "Dear diary, this is no database. ".repeat(50));
    expect(await problemOf(diary)).to.match(/^invalid: .*diary cannot be read as an SQLite database/);
    const empty = folder.file("empty");
    writeFileSync(empty, "");
    expect(await problemOf(empty)).to.contain("is no database of Isso");
    const newer = await writeIssoDb(fresh(), { schema: 6, comments: [] });
    expect(await problemOf(newer))
      .to.contain("unsupported")
      .and.to.contain("schema 6");
    const whole = readFileSync(await writeIssoDb(fresh(), { comments: [{ id: 1, text: "x".repeat(50_000) }] }));
    const cut = folder.file("cut.db");
    writeFileSync(cut, whole.subarray(0, whole.length / 2));
    expect(await problemOf(cut)).to.match(/^invalid: .*cut\.db cannot be read/);
    const view = folder.file("view.db");
    const db = await openIssoDb(view, { comments: [] });
    db.exec("ALTER TABLE comments RENAME TO other");
    db.exec("CREATE VIEW comments AS SELECT * FROM other");
    db.close();
    expect(await problemOf(view)).to.contain("is no database of Isso");
  });
});
