import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Database } from "../../src/store/sqlite/driver.ts";
import { openDatabase } from "../../src/store/sqlite/driver.ts";
import { createFolder } from "../helpers/isso-db.ts";
import { createReading } from "../helpers/reading.ts";

type Row = Record<string, string | number | null>;

const post = (id: string, given: Row = {}) => ({
  id,
  uuid: `uuid-${id}`,
  title: `Post ${id}`,
  slug: `post-${id}`,
  html: "<p>Long</p>",
  status: "published",
  visibility: "public",
  comment_id: id,
  ...given,
});

const member = (id: string) => ({ id, uuid: `uuid-${id}`, email: `${id}@example.org`, name: id, expertise: "Cook" });

const comment = (id: string, given: Row = {}) => ({
  id,
  post_id: "p1",
  member_id: "anna",
  parent_id: null,
  in_reply_to_id: null,
  status: "published",
  html: `<p>Text ${id}</p>`,
  edited_at: null,
  created_at: "2023-11-14 20:15:12",
  updated_at: "2023-11-14 20:15:12",
  ...given,
});

describe("importers: Ghost", () => {
  const { read, problemOf, clear } = createReading("ghost");
  const folder = createFolder();
  let made = 0;
  after(() => {
    clear();
    folder.clear();
  });

  const tables = (comments: Row[], more: Record<string, Row[]> = {}) => ({
    posts: [post("p1")],
    members: [member("anna"), member("ben")],
    comments,
    ...more,
  });
  /** The export of a Ghost's whole database: tables stand in the order of their names. */
  const exported = (data: Record<string, Row[]>) =>
    JSON.stringify({
      db: [
        {
          meta: { exported_on: 1_700_000_000_000, version: "5.70.0" },
          data: Object.fromEntries(Object.entries(data).sort()),
        },
      ],
    });

  /** The same as the file of a Ghost on SQLite. */
  async function database(data: Record<string, Row[]>): Promise<Buffer> {
    const file = folder.file(`${++made}.db`);
    const db: Database = await openDatabase(file);
    for (const [table, rows] of Object.entries(data)) {
      const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      db.exec(
        `CREATE TABLE \`${table}\` (${names.map((name) => `\`${name}\` ${name === "id" ? "varchar(24) PRIMARY KEY" : ""}`).join(", ")})`,
      );
      for (const row of rows) {
        const values = names.map((name) => row[name] ?? null);
        db.prepare(`INSERT INTO ${table} VALUES (${names.map(() => "?").join(", ")})`).run(...values);
      }
    }
    db.close();
    return readFileSync(file);
  }

  for (const [kind, write] of [
    ["an export", async (data: Record<string, Row[]>) => exported(data)],
    ["a database", database],
  ] as const) {
    it(`reads ${kind}: pages, answers to answers, members, likes`, async () => {
      const data = tables(
        [
          comment("c1"),
          comment("c2", { parent_id: "c1", member_id: "ben" }),
          comment("c3", { parent_id: "c1", in_reply_to_id: "c2", edited_at: "2023-11-15 00:00:00" }),
        ],
        {
          comment_likes: [
            { id: "l1", comment_id: "c1", member_id: "ben" },
            { id: "l2", comment_id: "c1", member_id: "anna", score: 1 },
            { id: "l3", comment_id: "c1", member_id: "cleo", score: -1 },
          ],
        },
      );
      const { threads, comments, faults, notes } = await read(await write(data));
      expect([faults, notes]).to.deep.equal([[], []]);
      expect(threads).to.deep.equal([
        { kind: "thread", id: "p1", address: "/post-p1/", title: "Post p1", identifiers: ["p1", "p1", "uuid-p1"] },
      ]);
      const [first, answer, deeper] = comments;
      expect(first).to.deep.include({
        parent: null,
        state: "published",
        source: { text: "<p>Text c1</p>", type: "text/html" },
        createdAt: new Date("2023-11-14T20:15:12Z"),
        editedAt: null,
        votes: { up: 2, down: 1 },
      });
      expect(first?.author).to.deep.include({ name: "anna", email: "anna@example.org", identity: "ghost anna" });
      expect([answer?.parent, answer?.author.name]).to.deep.equal([first?.id, "ben"]);
      expect([deeper?.parent, deeper?.editedAt]).to.deep.equal([answer?.id, new Date("2023-11-15T00:00:00Z")]);
    });

    it(`reads of ${kind} what is hidden, deleted, and of members that are gone`, async () => {
      const { comments } = await read(
        await write(
          tables([
            comment("c1", { status: "hidden" }),
            comment("c2", { status: "deleted" }),
            comment("c3", { member_id: null }),
          ]),
        ),
      );
      expect(comments.map(({ state, hidden = false, author }) => [state, hidden, author.name])).to.deep.equal([
        ["published", true, "anna"],
        ["removed", false, "anna"],
        ["published", false, ""],
      ]);
    });

    it(`leaves out of ${kind} what stands below posts for members, or takes it along`, async () => {
      const posts = [post("p1"), post("p2", { visibility: "paid" }), post("p3", { status: "draft" })];
      const file = await write(
        tables([comment("c1"), comment("c2", { post_id: "p2" }), comment("c3", { post_id: "p3" })], { posts }),
      );
      const left = await read(file);
      expect(left.comments.map(({ label }) => label)).to.deep.equal(["comment c1"]);
      expect(left.notes.map(({ outcome }) => outcome)).to.deep.equal(["left", "left"]);
      const hidden = (await read(file, { private: "hidden" })).comments.map((one) => one.hidden ?? false);
      expect(hidden).to.deep.equal([false, true, true]);
      const shown = (await read(file, { private: "shown" })).comments.map((one) => one.hidden ?? false);
      expect(shown).to.deep.equal([false, false, false]);
    });
  }

  it("reads older databases, without the columns that came later", async () => {
    const { in_reply_to_id: _, edited_at: __, ...old } = comment("c1", { created_at: 1_700_000_000_000 });
    const { comments } = await read(
      await database({ posts: [post("p1")], members: [member("anna")], comments: [old] }),
    );
    expect(comments[0]?.createdAt).to.deep.equal(new Date(1_700_000_000_000));
  });

  it("reads answers of the members' API, one after the other, for the page that it is told", async () => {
    const { member_id: _, post_id: __, ...bare } = comment("c1");
    const anna = { id: "anna", uuid: "u", name: "Anna", expertise: null, avatar_image: null };
    const reply = { ...bare, id: "c2", parent_id: "c1", member: null, html: null, status: "hidden" };
    const one = { ...bare, member: anna, replies: [reply], count: { replies: 4, likes: 3 }, liked: false };
    const pages = [
      { comments: [one], meta: { pagination: { page: 1 } } },
      { comments: [{ ...bare, id: "c3", parent_id: "c1", member: anna }], meta: {} },
    ];
    const text = pages.map((page) => JSON.stringify(page, null, 2)).join("\n");
    const { threads, comments, faults, notes } = await read(text, { page: "/post/" });
    expect(threads.map(({ address }) => address)).to.deep.equal(["/post/"]);
    expect(comments.map(({ label, state, author, votes }) => [label, state, author.name, votes.up])).to.deep.equal([
      ["comment c1", "published", "Anna", 3],
      ["comment c2", "removed", "", 0],
      ["comment c3", "published", "Anna", 0],
    ]);
    expect(comments.map(({ parent }) => parent)).to.deep.equal([null, comments[0]?.id, comments[0]?.id]);
    expect(faults.map(({ reason }) => reason)).to.deep.equal(["hidden comments whose words are not in the file"]);
    expect(notes.map(({ reason }) => reason)[0]).to.contain("more answers than are in the file");
  });

  it("takes the address from the API where the post came along", async () => {
    const fields = {
      ...comment("c1"),
      post: { id: "p9", title: "Nine", url: "https://blog.example/nine/" },
      post_id: null,
    };
    const { threads } = await read(JSON.stringify({ comments: [fields] }));
    expect(threads[0]).to.deep.include({ address: "https://blog.example/nine/", title: "Nine", identifiers: ["p9"] });
  });

  it("says when an export was made without comments, and when a file is none", async () => {
    const without = await read(exported({ posts: [post("p1")], members: [] }));
    expect(without.comments).to.deep.equal([]);
    expect(without.faults.map(({ reason }) => reason)).to.deep.equal([
      "the export was made without comments: ask for it with ?include=comments,comment_likes,members",
    ]);
    for (const text of ["", "hello", "{}", "[]"])
      expect(await problemOf(text), text).to.match(/^invalid: .* holds no comments of Ghost/);
  });
});
