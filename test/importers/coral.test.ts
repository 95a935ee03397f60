import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { draftsOf } from "../helpers/drafts.ts";
import { importerOf } from "../helpers/importer-of.ts";
import { createFolder } from "../helpers/isso-db.ts";
import { createReading } from "../helpers/reading.ts";

const day = (date: string) => ({ $date: date });

/** Documents in the shape of Coral's collections, written by us. */
const user = { id: "u1", tenantID: "t", username: "Anna", email: "anna@example.org", role: "COMMENTER" };
const story = { id: "s1", tenantID: "t", url: "https://blog.example/post", metadata: { title: "A post" } };
const comment = (id: string, given: object = {}) => ({
  id,
  tenantID: "t",
  storyID: "s1",
  authorID: "u1",
  status: "NONE",
  revisions: [{ id: "r1", body: `<p>Text ${id}</p>`, createdAt: day("2020-07-05T09:28:36.371Z") }],
  actionCounts: {},
  createdAt: day("2020-07-05T09:28:36.371Z"),
  ...given,
});

const csv = {
  users: "u1,anna@example.org,Anna,COMMENTER,false,2020-01-01T00:00:00Z\n",
  stories: 's1,https://blog.example/post,"A post, really",Ben,2020-01-01T00:00:00Z,,COMMENTS\n',
  comments:
    'c2,u1,s1,2020-07-06T00:00:00Z,"<p>An ""answer""</p>",c1,APPROVED,\nc1,u1,s1,2020-07-05T09:28:36.371Z,<p>First</p>,,NONE,4\nc3,u9,s1,2020-07-05T09:28:36Z,<p>No</p>,,REJECTED,\n',
};

/** The first lines that Coral's own tool asks for nowadays. */
const names = {
  users: "id,email,username,role,banned,created_at\n",
  stories: "id,url,title,author,published_at,closed_at,mode\n",
  comments: "id,author_id,story_id,created_at,body,parent_id,status,rating\n",
};

describe("importers: Coral", () => {
  const { read, problemOf, clear } = createReading("coral");
  const folder = createFolder();
  after(() => {
    clear();
    folder.clear();
  });

  const lines = (...documents: object[]) => documents.map((one) => `${JSON.stringify(one)}\n`).join("");

  async function readFolder(files: Record<string, string>) {
    const path = folder.file(`${Object.keys(files).join()}`);
    mkdirSync(path);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    return draftsOf(await importerOf("coral").open(path, { site: "site", values: {} }));
  }

  it("reads the three tables, from a folder or one file", async () => {
    const inFolder = await readFolder({
      "comments.csv": csv.comments,
      "stories.csv": csv.stories,
      "users.csv": csv.users,
      "x.txt": "no",
    });
    const inOne = await read(csv.comments + csv.users + csv.stories);
    for (const { threads, comments, faults } of [inFolder, inOne]) {
      expect(faults).to.deep.equal([]);
      expect(threads.map(({ id, address, title }) => [id, address, title])).to.deep.equal([
        ["s1", "https://blog.example/post", "A post, really"],
      ]);
      const [answer, first, rejected] = comments;
      expect(answer).to.deep.include({ parent: first?.id, source: { text: '<p>An "answer"</p>', type: "text/html" } });
      expect(first).to.deep.include({
        parent: null,
        state: "published",
        source: { text: "<p>★★★★</p><p>First</p>", type: "text/html" },
        createdAt: new Date("2020-07-05T09:28:36.371Z"),
      });
      expect(first?.author).to.deep.include({ name: "Anna", email: "anna@example.org", identity: "coral u1" });
      expect([rejected?.state, rejected?.hidden, rejected?.author.name]).to.deep.equal(["published", true, ""]);
    }
  });

  it("takes the names of columns for what they are", async () => {
    const bare = await read(csv.users + csv.stories + csv.comments);
    const named = await readFolder({
      "comments.csv": names.comments + csv.comments,
      "stories.csv": names.stories + csv.stories,
      "users.csv": names.users + csv.users,
    });
    const byLabel = (found: typeof bare) => found.comments.toSorted((a, b) => a.label.localeCompare(b.label));
    expect(named.faults).to.deep.equal([]);
    expect(named.threads).to.deep.equal(bare.threads);
    expect(byLabel(named)).to.deep.equal(byLabel(bare));
    for (const table of Object.values(names)) expect(importerOf("coral").detect(table), table).to.equal(true);
  });

  it("reads what mongoexport writes: lines, an array, a folder", async () => {
    const documents = [
      comment("c2", { parentID: "c1", actionCounts: { REACTION: 3, FLAG: 9 } }),
      comment("c1"),
      story,
      user,
      { commentID: "c1", actionType: "REACTION" },
    ];
    const inFolder = {
      "comments.json": lines(...documents.slice(0, 2)),
      "users.json": lines(user),
      "stories.json": JSON.stringify([story]),
    };
    for (const found of [
      await read(lines(...documents)),
      await read(JSON.stringify(documents)),
      await readFolder(inFolder),
    ]) {
      const { threads, comments, faults } = found;
      expect(faults).to.deep.equal([]);
      expect(threads.map(({ id, address, title }) => [id, address, title])).to.deep.equal([
        ["s1", story.url, "A post"],
      ]);
      expect(comments[0]).to.deep.include({ parent: comments[1]?.id, votes: { up: 3, down: 0 } });
      expect(comments[1]?.author).to.deep.include({ name: "Anna", email: "anna@example.org" });
      expect(comments[1]?.editedAt).to.equal(null);
    }
  });

  it("takes the last words of a comment, and when they were written", async () => {
    const revisions = [
      { body: "<p>Old</p>", createdAt: day("2020-07-05T09:28:36.371Z") },
      {
        body: "<p>New</p>",
        createdAt: day("2020-07-06T00:00:00.000Z"),
        media: { type: "external", url: "https://x.example/?a&b" },
      },
    ];
    const { comments } = await read(lines(comment("c1", { revisions })));
    expect(comments[0]?.editedAt).to.deep.equal(new Date("2020-07-06T00:00:00Z"));
    expect(comments[0]?.source.text).to.equal(
      '<p>New</p><p><a href="https://x.example/?a&amp;b">https://x.example/?a&amp;b</a></p>',
    );
  });

  it("keeps what waits, hides what was rejected, empties what was deleted", async () => {
    const statuses = ["NONE", "APPROVED", "PREMOD", "SYSTEM_WITHHELD", "REJECTED", "NEWER"];
    const { comments } = await read(
      lines(
        ...statuses.map((status) => comment(status, { status })),
        comment("gone", { deletedAt: day("2020-07-07T00:00:00Z") }),
      ),
    );
    expect(comments.map(({ label, state, hidden = false }) => `${label} ${state} ${hidden}`)).to.deep.equal([
      "comment NONE published false",
      "comment APPROVED published false",
      "comment PREMOD held false",
      "comment SYSTEM_WITHHELD held false",
      "comment REJECTED published true",
      "comment NEWER held false",
      "comment gone removed false",
    ]);
  });

  it("reads dates and numbers as MongoDB's tools wrap them", async () => {
    const at = new Date("2020-07-05T09:28:36.371Z");
    const dates = [
      at.toISOString(),
      { $numberLong: `${at.getTime()}` },
      { $numberLong: "1.593941316371e+12" },
      at.getTime(),
    ];
    const { comments } = await read(
      lines(...dates.map((date, i) => comment(`${i}`, { createdAt: { $date: date }, rating: { $numberInt: "2" } }))),
    );
    expect(comments.map(({ createdAt }) => createdAt)).to.deep.equal(dates.map(() => at));
    expect(comments[0]?.source.text).to.match(/^<p>★★<\/p>/);
  });

  it("reads Talk, as Coral was called before", async () => {
    const { threads, comments } = await read(
      lines(
        { _id: { $oid: "5f01" }, id: "a1", url: "https://blog.example/old", title: "Old" },
        { id: "u1", username: "Ben", profiles: [{ provider: "local", id: "ben@example.org" }], metadata: {} },
        {
          id: "c1",
          asset_id: "a1",
          author_id: "u1",
          parent_id: null,
          body: "Plain",
          body_history: [{ body: "Plain", created_at: day("2018-01-01T00:00:00Z") }],
          status: "ACCEPTED",
          action_counts: { respect: 2 },
          created_at: day("2018-01-01T00:00:00Z"),
        },
        { id: "x", item_id: "c1", action_type: "FLAG" },
      ),
    );
    expect(threads[0]).to.include({ id: "a1", title: "Old" });
    expect(comments[0]).to.deep.include({ state: "published", thread: "a1", votes: { up: 2, down: 0 } });
    expect(comments[0]?.author).to.include({ name: "Ben", email: "ben@example.org" });
  });

  it("goes on after a broken line, and tells of files that are none", async () => {
    const { comments, faults } = await read(
      `${lines(comment("c1"))}{"id":"c2","storyID":"s1\n${lines(comment("c3"), comment(""))}`,
    );
    expect(comments.map(({ label }) => label)).to.deep.equal(["comment c1", "comment c3"]);
    expect(faults.map(({ reason }) => reason)).to.deep.equal(["a part that cannot be read", "a comment without an id"]);
    expect((await read(`${csv.comments}a,b\n`)).faults[0]?.reason).to.contain("none of users, stories and comments");
    for (const text of ["", "hello", "{}", lines(user, story)])
      expect(await problemOf(text), text).to.match(/^invalid: .* holds no comments/);
    const none = importerOf("coral").open(folder.file("none"), { site: "site", values: {} });
    expect(await none.then(draftsOf).catch((error: Error) => error.message)).to.contain("There is no file or folder");
  });
});
