import { expect } from "chai";
import { readGhost } from "../../src/posts/push/ghost.ts";
import { readProgram } from "../../src/posts/push/program.ts";
import { problemOf } from "../helpers/problem.ts";

const url = "https://blog.example/new/";
const invalid = async (body: unknown) => {
  const problem = await problemOf((async () => readProgram(body, ""))());
  expect(problem.kind).to.equal("invalid");
  return problem.message;
};

describe("what a program tells", () => {
  it("is a post with all that is said of it, dates in one form and aliases absolute", () => {
    const told = {
      event: "post.published",
      url: `${url}#top`,
      id: 12,
      title: "New",
      published: "2026-11-26T10:00:00+02:00",
      updated: "2026-11-26",
      aliases: ["/old/", "https://old.example/p?id=1"],
      lang: "de",
    };
    expect(readProgram(told, "")).to.deep.equal({
      kind: "there",
      post: {
        id: "12",
        url,
        title: "New",
        teaser: null,
        html: null,
        image: null,
        tags: [],
        lang: "de",
        published: "2026-11-26T08:00:00.000Z",
        updated: "2026-11-26T00:00:00.000Z",
        aliases: ["https://blog.example/old/", "https://old.example/p?id=1"],
        isPublic: true,
        isPost: true,
      },
    });
  });

  it("needs no more than its event and address", () => {
    expect(readProgram({ event: "post.updated", url }, "")).to.have.nested.include({ kind: "there", "post.url": url });
    expect(readProgram({ event: "post.removed", id: "a" }, "")).to.deep.equal({
      kind: "gone",
      id: "a",
      url: null,
      updated: null,
    });
  });

  it("is refused with the name of what is wrong", async () => {
    expect(await invalid([])).to.contain("JSON object");
    expect(await invalid(null)).to.contain("JSON object");
    expect(await invalid({ url })).to.contain("“event” must be one of post.published, post.updated, post.removed");
    expect(await invalid({ event: "post.published" })).to.contain("“url”");
    expect(await invalid({ event: "post.removed" }))
      .to.contain("“url”")
      .and.contain("“id”");
    const event = "post.published";
    for (const bad of ["/new/", "javascript:alert(1)", "https://me:word@blog.example/", "ftp://blog.example/", 5])
      expect(await invalid({ event, url: bad }), String(bad)).to.contain("“url”");
    expect(await invalid({ event, url, published: "yesterday" })).to.contain("“published” is no date");
    expect(await invalid({ event, url, title: { a: 1 } })).to.contain("“title” must be a text");
    expect(await invalid({ event, url, aliases: "/old" })).to.contain("“aliases” is a list");
    expect(await invalid({ event, url, aliases: Array(21).fill("/old") })).to.contain("at most 20");
    expect(await invalid({ event, url, aliases: ["mailto:a@b"] })).to.contain("“aliases”");
    expect(await invalid({ event, url, id: "x".repeat(1001) })).to.contain("“id”");
  });
});

describe("what Ghost tells", () => {
  const id = "63f6a1b2c3d4e5f6a7b8c9d0";
  const current = {
    id,
    uuid: "u",
    title: "New & old",
    slug: "new",
    html: "<p>Hello.</p>",
    plaintext: Array.from({ length: 60 }, (_, i) => `word${i}`).join(" "),
    status: "published",
    visibility: "public",
    url,
    feature_image: "https://blog.example/a.png",
    created_at: "2026-11-25T10:00:00.000Z",
    updated_at: "2026-11-26T10:00:00.000Z",
    published_at: "2026-11-26T09:00:00.000Z",
    canonical_url: null,
    tags: [{ name: "Canals" }, { name: "#internal" }],
    authors: [{ name: "Ada", email: "ada@mailbox.example" }],
    primary_author: { email: "ada@mailbox.example" },
  };
  const post = (given: object, previous: object = {}) => ({ post: { current: { ...current, ...given }, previous } });
  const there = (given: object, previous: object = {}, event = "") => {
    const push = readGhost(post(given, previous), event);
    if (push.kind !== "there") throw new Error(`It is ${push.kind}.`);
    return push.post;
  };

  it("is a post, with the excerpt that Ghost’s feed has, and nothing of its authors", () => {
    const told = there({});
    expect(told).to.include({
      id,
      url,
      title: "New & old",
      isPublic: true,
      isPost: true,
      image: current.feature_image,
    });
    expect(told.teaser?.split(" ")).to.have.length(50);
    expect(told.tags).to.deep.equal(["Canals"]);
    expect(JSON.stringify(told)).to.not.contain("mailbox").and.not.contain("Ada");
    expect(there({ custom_excerpt: "Mine." }).teaser).to.equal("Mine.");
  });

  it("is judged by what it holds, whatever address it came to", () => {
    for (const event of ["", "post.published", "post.published.edited", "post.edited", "post.unpublished"])
      expect(readGhost(post({}), event).kind, event).to.equal("there");
    const draft = post({ status: "draft", url: "https://blog.example/p/u/" }, { status: "published" });
    for (const event of ["", "post.unpublished", "post.published.edited"])
      expect(readGhost(draft, event), event).to.deep.equal({
        kind: "gone",
        id,
        url: null,
        updated: current.updated_at,
      });
    const gone = { post: { current: {}, previous: { ...current, url: undefined } } };
    for (const event of ["", "post.deleted", "post.published"])
      expect(readGhost(gone, event), event).to.deep.equal({ kind: "gone", id, url: null, updated: null });
    expect(readGhost({ event: "site.changed" }, "")).to.deep.equal({ kind: "changed" });
    expect(readGhost({}, "site.changed")).to.deep.equal({ kind: "changed" });
  });

  it("gives no address that is to be trusted before the post is published", () => {
    for (const status of ["draft", "scheduled", "sent"])
      expect(readGhost(post({ status, url: "https://blog.example/404/" }), "post.added").kind, status).to.equal(
        "unlike",
      );
    expect(readGhost(post({ url: "https://blog.example/404/" }), "").kind).to.equal("unlike");
  });

  it("keeps the address that the post had before its slug was changed", () => {
    expect(there({}, { slug: "old" }).aliases).to.deep.equal(["https://blog.example/old/"]);
    expect(there({ url: "https://blog.example/2026/11/new/" }, { slug: "old" }).aliases).to.deep.equal([
      "https://blog.example/2026/11/old/",
    ]);
    expect(there({ url: `https://blog.example/${id}/` }, { slug: "old" }).aliases).to.deep.equal([]);
    expect(there({}, { title: "Old" }).aliases).to.deep.equal([]);
    const said = { slug: "grüße", url: "https://blog.example/gr%C3%BC%C3%9Fe/" };
    expect(there(said, { slug: "alt" }).aliases).to.deep.equal(["https://blog.example/alt/"]);
  });

  it("takes the canonical address for another name of the page, and not for its address", () => {
    const told = there({ canonical_url: "https://elsewhere.example/first" });
    expect([told.url, told.aliases]).to.deep.equal([url, ["https://elsewhere.example/first"]]);
    expect(there({ canonical_url: "javascript:alert(1)" }).aliases).to.deep.equal([]);
    expect(there({ canonical_url: url }).aliases).to.deep.equal([]);
  });

  it("keeps nothing of what members alone may read", () => {
    for (const visibility of ["members", "paid", "tiers"]) {
      const told = there({ visibility });
      expect([told.isPublic, told.html, told.image, told.tags], visibility).to.deep.equal([false, null, null, []]);
      // Its beginning is text as well; what its author wrote in front of it is for everybody.
      expect(told.teaser, visibility).to.equal(null);
      expect(there({ visibility, custom_excerpt: "Mine." }).teaser).to.equal("Mine.");
    }
  });

  it("leaves the text of a post to its feed where some of it is for members alone", () => {
    const block = (words: string) =>
      `<p>All.</p><!--kg-gated-block:begin nonMember:${words} -->Some.<!--kg-gated-block:end-->`;
    const some = there({ html: block('false memberSegment:"status:free,status:-free"') });
    expect([some.html, some.teaser, some.isPublic]).to.deep.equal([null, null, true]);
    expect(there({ html: block('true memberSegment:"status:free"') }).html).to.contain("Some.");
  });

  it("tells pages from posts", () => {
    const page = readGhost({ page: { current, previous: {} } }, "page.published");
    expect(page).to.have.nested.include({ kind: "there", "post.isPost": false });
    const gone = readGhost({ page: { current: {}, previous: { id } } }, "page.deleted");
    expect(gone).to.include({ kind: "gone", id });
  });

  it("leaves out texts that nobody could be sent", () => {
    expect(there({ html: "x".repeat(250_001) }).html).to.equal(null);
  });

  it("says of everything else that it is nothing to us, without a word of it", () => {
    const push = readGhost({ member: { current: { email: "bob@mailbox.example" } } }, "member.added");
    expect(push.kind).to.equal("unlike");
    expect(JSON.stringify(push)).to.contain("member.added").and.not.contain("bob");
  });

  it("refuses what is none of Ghost’s", async () => {
    for (const body of [null, "x", { post: "x" }, post({ url: "nonsense" }), post({ updated_at: "never" })])
      expect((await problemOf((async () => readGhost(body, "post.published"))())).kind).to.equal("invalid");
  });
});
