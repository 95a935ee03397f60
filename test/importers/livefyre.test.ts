import { expect } from "chai";
import { createReading } from "../helpers/reading.ts";

/** A comment of a conversation, written by us in the shape of Livefyre's exports. */
const comment = (id: string | number, given: object = {}) => ({
  id,
  created: "2014-03-04T18:34:13Z",
  imported_display_name: "Anna",
  body_html: `<p>Text ${id}</p>`,
  author_id: "77",
  ...given,
});

/** A conversation, its address behind its comments as files have it. */
const conversation = (comments: object[], given: object = {}) => ({
  allow_comments: true,
  created: "2014-01-22T20:42:14",
  title: "A post",
  comments,
  source: "http://blog.example/post",
  id: "article-1",
  ...given,
});

const lines = (...values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

describe("importers: Livefyre", () => {
  const { read, problemOf, clear } = createReading("livefyre");
  after(clear);

  it("reads conversations: pages, answers before what they answer, ids that are numbers and texts", async () => {
    const { threads, comments, faults, notes } = await read(
      lines(
        conversation([comment("2", { parent_id: 1 }), comment(1, { parent_id: null, likes: ["5", "6"] })]),
        conversation([comment(3)], { source: "http://blog.example/other", id: "article-2", title: "Tom &amp; Jerry" }),
      ),
    );
    expect([faults, notes]).to.deep.equal([[], []]);
    expect(threads.map(({ id, address, title, identifiers }) => [id, address, title, identifiers])).to.deep.equal([
      ["1", "http://blog.example/post", "A post", ["article-1"]],
      ["2", "http://blog.example/other", "Tom & Jerry", ["article-2"]],
    ]);
    const [answer, first, other] = comments;
    expect([answer?.parent, answer?.thread, other?.thread]).to.deep.equal([first?.id, "1", "2"]);
    expect(first).to.deep.include({
      parent: null,
      state: "published",
      source: { text: "<p>Text 1</p>", type: "text/html" },
      createdAt: new Date("2014-03-04T18:34:13Z"),
      votes: { up: 2, down: 0 },
    });
    expect(first?.author).to.deep.include({ name: "Anna", identity: "livefyre 77" });
  });

  it("takes authors from the comment, else from the users of the same file, wherever those stand", async () => {
    const user = {
      id: 77,
      display_name: "Anna K.",
      email: "anna@example.org",
      name: { first: "Anna" },
      profile_url: "https://anna.example",
    };
    const bare = comment(1, { imported_display_name: undefined });
    const own = comment(2, { imported_email: "own@example.org", imported_url: "" });
    for (const text of [lines(user, conversation([bare, own])), lines(conversation([bare, own]), user)]) {
      const { comments, threads } = await read(text);
      expect(threads).to.have.length(1);
      expect(comments.map(({ author: { name, email, website } }) => [name, email, website])).to.deep.equal([
        ["Anna K.", "anna@example.org", "https://anna.example"],
        ["Anna", "own@example.org", "https://anna.example"],
      ]);
    }
  });

  it("takes dates without a zone for UTC, and says so", async () => {
    const dates = ["2014-03-04", "2014-03-04T18:34:13", "2014-03-04T18:34:13+0100", "2014-03-04T18:34:13.5Z", "soon"];
    const { comments, notes } = await read(lines(conversation(dates.map((created, i) => comment(i, { created })))));
    expect(comments.map(({ createdAt }) => createdAt?.toISOString() ?? null)).to.deep.equal([
      "2014-03-04T00:00:00.000Z",
      "2014-03-04T18:34:13.000Z",
      "2014-03-04T17:34:13.000Z",
      "2014-03-04T18:34:13.500Z",
      null,
    ]);
    expect(notes.map(({ reason }) => reason)).to.deep.equal(Array(2).fill("dates without a zone, taken as UTC"));
  });

  it("empties what was deleted, and hides what its author alone saw, or a group", async () => {
    const { comments } = await read(
      lines(conversation([0, 1, 2, 3].map((visibility) => comment(visibility, { visibility })))),
    );
    expect(comments.map(({ state, hidden = false }) => `${state} ${hidden}`)).to.deep.equal([
      "removed false",
      "published false",
      "published true",
      "published true",
    ]);
  });

  it("keeps the titles of reviews, and texts as they are", async () => {
    const body_html = "Line one\nline &lt;b&gt;two&lt;/b&gt; <img src='https://x.example/1.png'>";
    const { comments } = await read(lines(conversation([comment(1, { title: "Great <b>", body_html }), comment(2)])));
    expect(comments[0]?.source.text).to.equal(`<p><strong>Great  b </strong></p>${body_html}`);
    expect(comments[1]?.source.text).to.equal("<p>Text 2</p>");
  });

  it("tells of files that are none, of what has no id or address, and of a line that is cut", async () => {
    for (const text of ["", "hello", "{}", lines({ id: 1, display_name: "Anna" })]) {
      expect(await problemOf(text), text).to.match(/^invalid: .* is no export of Livefyre/);
    }
    const text = lines(conversation([comment(1), comment("")]), conversation([comment(3)], { source: "", id: "" }));
    const { threads, faults, comments } = await read(text.slice(0, -3));
    expect(threads).to.have.length(1);
    expect(comments).to.have.length(2);
    expect(faults.map(({ reason }) => reason)).to.deep.equal([
      "a comment without an id",
      "the file ends in the middle; what comes after that is missing",
    ]);
  });
});
