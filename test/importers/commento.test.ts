import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { createReading } from "../helpers/reading.ts";

const anonymous = "0".repeat(64);
const noDate = "0001-01-01T00:00:00.000Z";
const noId = "00000000-0000-0000-0000-000000000000";

/** A comment of Commento, written by us in the shape of its exports. */
const comment = (commentHex: string, given: object = {}) => ({
  commentHex,
  domain: "blog.example",
  url: "/post",
  commenterHex: "a1",
  markdown: `Text ${commentHex}`,
  html: "",
  parentHex: "root",
  score: 0,
  state: "approved",
  creationDate: "2021-03-17T12:09:47.722181Z",
  direction: 0,
  deleted: false,
  ...given,
});

const anna = { commenterHex: "a1", email: "anna@example.org", name: "Anna", link: "https://anna.example", photo: "x" };

/** One of Comentario, version 3. */
const modern = (id: string, given: object = {}) => ({
  id,
  pageId: "p1",
  markdown: `Text ${id}`,
  html: `<p>Text ${id}</p>`,
  score: 0,
  isApproved: true,
  isPending: false,
  isDeleted: false,
  createdTime: "2023-11-14T20:15:12.000Z",
  editedTime: noDate,
  userCreated: "u1",
  ...given,
});

describe("importers: Commento and Comentario", () => {
  const { read, problemOf, clear } = createReading("commento");
  after(clear);

  const old = (comments: object[], commenters: object[] = [anna]) =>
    JSON.stringify({ version: 1, comments, commenters });
  const v3 = (comments: object[]) =>
    JSON.stringify(
      {
        comments,
        commenters: [{ id: "u1", email: "anna@example.org", name: "Anna", websiteUrl: "https://anna.example" }],
        pages: [{ id: "p1", domainId: "d", path: "/post", title: "A post", isReadonly: false }],
        version: 3,
      },
      null,
      1,
    );

  it("reads Commento: pages by path, answers, authors that are listed again and again", async () => {
    const text = old([comment("c2", { parentHex: "c1", score: -2 }), comment("c1", { score: 3 })], [anna, anna, anna]);
    for (const content of [text, gzipSync(text)]) {
      const { threads, comments, faults } = await read(content);
      expect(faults).to.deep.equal([]);
      expect(threads.map(({ address }) => address)).to.deep.equal(["https://blog.example/post"]);
      const [answer, first] = comments;
      expect(answer).to.deep.include({ parent: first?.id, thread: threads[0]?.id, votes: { up: 0, down: 2 } });
      expect(first).to.deep.include({
        parent: null,
        votes: { up: 3, down: 0 },
        source: { text: "Text c1", type: "text/markdown" },
        createdAt: new Date("2021-03-17T12:09:47.722Z"),
      });
      expect(first?.author).to.deep.include({
        name: "Anna",
        email: "anna@example.org",
        website: "https://anna.example",
      });
    }
  });

  it("keeps what waits and what was flagged for review, and empties what was deleted", async () => {
    const { comments } = await read(
      old([
        comment("1"),
        comment("2", { state: "unapproved" }),
        comment("3", { state: "flagged" }),
        comment("4", { markdown: "[deleted]" }),
        comment("5", { markdown: "" }),
        comment("6", { deleted: true }),
        comment("7", { markdown: "", html: "<p>HTML</p>" }),
      ]),
    );
    const states = ["published", "held", "held", "removed", "removed", "removed", "published"];
    expect(comments.map(({ state }) => state)).to.deep.equal(states);
    expect(comments[6]?.source).to.deep.equal({ text: "<p>HTML</p>", type: "text/html" });
  });

  it("knows nobody where nobody said who they are, and takes no word for nothing", async () => {
    const guest = { commenterHex: "b2", email: "none", name: "Guest", link: "undefined", photo: "undefined" };
    const { comments } = await read(
      old(
        [
          comment("1", { commenterHex: "anonymous" }),
          comment("2", { commenterHex: anonymous }),
          comment("3", { commenterHex: "b2" }),
        ],
        [guest],
      ),
    );
    expect(
      comments.map(({ author: { name, email, website, identity } }) => [name, email, website, identity]),
    ).to.deep.equal([
      ["", "", "", ""],
      ["", "", "", ""],
      ["Guest", "", "", "commento b2"],
    ]);
  });

  it("reads Comentario's version 1, where members are called otherwise", async () => {
    const { domain: _, url: __, ...rest } = comment("1");
    const text = old(
      [{ ...rest, host: "blog.example", path: "/post", url: "https://blog.example/post#1" }],
      [
        {
          commenterHex: "a1",
          name: "Anna",
          websiteUrl: "https://anna.example",
          avatarUrl: "x",
          email: "a@example.org",
        },
      ],
    );
    const { threads, comments } = await read(text);
    expect(threads[0]?.address).to.equal("https://blog.example/post");
    expect(comments[0]?.author.website).to.equal("https://anna.example");
  });

  it("reads Comentario's version 3: pages, states, dates and ids that stand for nothing", async () => {
    const { threads, comments } = await read(
      v3([
        modern("c1", { parentId: noId, score: 23, editedTime: "2023-11-15T00:00:00.000Z" }),
        modern("c2", { parentId: "c1", isApproved: false, isPending: true }),
        modern("c3", { isApproved: false }),
        modern("c4", { isDeleted: true }),
        modern("c5", { userCreated: noId.replace(/0$/, "1"), authorName: "Ben" }),
      ]),
    );
    expect(threads).to.deep.equal([{ kind: "thread", id: "p1", address: "/post", title: "A post", identifiers: [] }]);
    expect(comments.map(({ state, hidden = false }) => `${state} ${hidden}`)).to.deep.equal([
      "published false",
      "held false",
      "published true",
      "removed false",
      "published false",
    ]);
    expect(comments[0]).to.deep.include({
      parent: null,
      votes: { up: 23, down: 0 },
      editedAt: new Date("2023-11-15T00:00:00Z"),
    });
    expect([comments[1]?.parent, comments[1]?.editedAt]).to.deep.equal([comments[0]?.id, null]);
    expect(comments.map(({ author }) => author.name)).to.deep.equal(["Anna", "Anna", "Anna", "Anna", "Ben"]);
  });

  it("tells of files that are none, of other versions, and cut short", async () => {
    expect(await problemOf('{"hello":1}')).to.match(/^invalid: .* does not say its version/);
    expect(await problemOf('{"version":481}')).to.match(/^unsupported: .* of version 481/);
    const text = JSON.stringify({
      version: 3,
      pages: [{ id: "p1", path: "/post" }],
      comments: [modern("c1"), modern("c2")],
    });
    const { comments, faults } = await read(text.slice(0, text.indexOf('"id":"c2"')));
    expect(comments.map(({ label }) => label)).to.deep.equal(["comment c1"]);
    expect(faults.map(({ reason }) => reason)).to.deep.equal([
      "the file ends in the middle; what comes after that is missing",
    ]);
    expect((await read(old([comment("")]))).faults.map(({ reason }) => reason)).to.deep.equal([
      "a comment without an id",
    ]);
  });
});
