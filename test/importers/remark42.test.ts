import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { createReading } from "../helpers/reading.ts";

const meta = (given: object = {}) => ({ version: 1, users: [], posts: [], ...given });

/** A comment of a backup, written by us in the shape of Remark42's. */
const comment = (id: string, given: object = {}) => ({
  id,
  pid: "",
  text: `<p>Text ${id}</p>`,
  orig: `Text ${id}`,
  user: {
    name: "Anna",
    id: "github_1234",
    picture: "https://r.example/api/v1/avatar/1.image",
    ip: "abc",
    admin: false,
  },
  locator: { site: "blog", url: "https://blog.example/post" },
  score: 0,
  vote: 0,
  time: "2017-12-20T15:18:22.5-06:00",
  ...given,
});

const lines = (...values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

describe("importers: Remark42", () => {
  const { read, problemOf, clear } = createReading("remark42");
  after(clear);

  it("reads a backup, packed or not: pages, answers, times with a zone, edits", async () => {
    const text = lines(
      meta(),
      comment("b", { pid: "a" }),
      comment("a", { title: "Tom &amp; Jerry", edit: { time: "2017-12-21T00:00:00Z", summary: "typo" } }),
    );
    for (const content of [text, gzipSync(text)]) {
      const { threads, comments, faults, notes } = await read(content);
      expect([faults, notes]).to.deep.equal([[], []]);
      expect(threads.map(({ address }) => address)).to.deep.equal(["https://blog.example/post"]);
      const [answer, first] = comments;
      expect(answer?.parent).to.equal(first?.id);
      expect(first).to.deep.include({
        parent: null,
        state: "published",
        source: { text: "Text a", type: "text/markdown" },
        createdAt: new Date("2017-12-20T21:18:22.500Z"),
        editedAt: new Date("2017-12-21T00:00:00Z"),
      });
      expect(first?.author).to.deep.include({ name: "Anna", email: "", identity: "remark42 github_1234" });
    }
  });

  it("cleans the HTML of what Remark42 itself took over, and never takes what was typed for HTML", async () => {
    const { comments } = await read(
      lines(meta(), comment("a", { orig: "", imported: true }), comment("b", { orig: "<b>" })),
    );
    expect(comments.map(({ source }) => source)).to.deep.equal([
      { text: "<p>Text a</p>", type: "text/html" },
      { text: "<b>", type: "text/markdown" },
    ]);
  });

  it("keeps the place of what was deleted, and hides what blocked people wrote", async () => {
    const users = [
      { id: "bad", blocked: { status: true, until: "2117-12-23T02:55:22Z" }, verified: false },
      { id: "good", blocked: { status: false, until: "0001-01-01T00:00:00Z" }, verified: true },
    ];
    const by = (id: string) => ({ user: { id, name: id } });
    const { comments } = await read(
      lines(
        meta({ users }),
        comment("a", { delete: true, text: "", orig: "" }),
        comment("b", by("bad")),
        comment("c", by("good")),
      ),
    );
    expect(comments.map(({ state, hidden = false }) => `${state} ${hidden}`)).to.deep.equal([
      "removed false",
      "published true",
      "published false",
    ]);
  });

  it("takes addresses as they are, though they are kept as they stand in HTML", async () => {
    const locator = { site: "blog", url: "https://blog.example/?p=1&amp;q=2" };
    const { threads } = await read(lines(meta(), comment("a", { locator })));
    expect(threads[0]?.address).to.equal("https://blog.example/?p=1&q=2");
  });

  it("counts votes by their sign, with and without names", async () => {
    const { comments } = await read(
      lines(
        meta(),
        comment("a", { score: 1, votes: { u1: true, u2: true, u3: false }, voted_ips: { x: { Value: true } } }),
        comment("b", { score: 4, votes: {} }),
        comment("c", { score: -3, votes: { u1: false } }),
      ),
    );
    expect(comments.map(({ votes }) => votes)).to.deep.equal([
      { up: 2, down: 1 },
      { up: 4, down: 0 },
      { up: 0, down: 3 },
    ]);
  });

  it("tells of closed pages and of pictures that stay behind", async () => {
    const { notes } = await read(
      lines(
        meta({ posts: [{ url: "https://blog.example/old", read_only: true }, { url: "https://blog.example/post" }] }),
        comment("a", { orig: "![](https://r.example/api/v1/picture/1.png)" }),
      ),
    );
    expect(notes.map(({ outcome, reason, place }) => [outcome, reason, place])).to.deep.equal([
      ["changed", "pages that took no more comments there; close them here as well", "https://blog.example/old"],
      ["changed", "comments with pictures that lie on the other server; links lead there", "comment a"],
    ]);
  });

  it("goes on after a broken line, and tells of a backup that is none or newer", async () => {
    const { comments, faults } = await read(
      `${lines(meta(), comment("a"))}{"id":"b","text":"cut\n${lines(comment("c"), { pid: "" })}`,
    );
    expect(comments.map(({ label }) => label)).to.deep.equal(["comment a", "comment c"]);
    expect(faults.map(({ reason }) => reason)).to.deep.equal(["a part that cannot be read", "a comment without an id"]);
    for (const text of ["", "hello", "{}", lines(comment("a"))]) {
      expect(await problemOf(text), text).to.match(/^invalid: .* is no backup of Remark42/);
    }
    expect(await problemOf(lines(meta({ version: 2 })))).to.match(/^unsupported: .* of version 2/);
    expect(await problemOf(lines({ users: [], posts: [] }, comment("a")))).to.equal(null);
  });
});
