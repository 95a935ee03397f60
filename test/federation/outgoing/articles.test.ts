import { expect } from "chai";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import type { PostText } from "../../../src/domain/post-text.ts";
import { createHtml } from "../../../src/html/html.ts";
import { aFollower, aNode, aSite, aThread, origin, type TestNode } from "./node.ts";

const html = '<h2>Water</h2><p>First of all, <a href="https://blog.example/water/">water</a>.</p>' as SafeHtml;

describe("posts as Articles", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite({ posts: "article" }));
    await node.repos.followers.put(aFollower("one.example"));
  });
  afterEach(() => node.close());

  async function withText(text: PostText | null, page: Partial<ReturnType<typeof aThread>["page"]> = {}) {
    const thread = aThread({ _id: "tea", told: { first: 1, last: 1, pending: true } });
    const known = text ? { text: "hash" } : {};
    await node.repos.threads.add({ ...thread, page: { ...thread.page, ...known, ...page } });
    await node.repos.texts.put("tea", text);
    return (await node.repos.threads.get("tea")) ?? thread;
  }
  const read = async (path: string) => (await (await node.get(path)).json()) as Record<string, unknown>;

  it("carry title, summary, whole text, picture, hashtags, and a Note for those who show none of it", async () => {
    await withText({
      html,
      image: "https://blog.example/tea.jpg",
      tags: ["slow food", "Tee trinken!", "2026", "tea", "#tea"],
    });
    const article = await read("/ap/posts/note-tea");
    const link = '<p><a href="https://blog.example/tea/">https://blog.example/tea/</a></p>';
    expect(article).to.deep.include({
      id: `${origin}/ap/posts/note-tea`,
      type: "Article",
      attributedTo: `${origin}/ap/actors/blog`,
      name: "Brewing <green> tea",
      nameMap: { en: "Brewing <green> tea" },
      summary: "Water & patience.",
      content: html,
      url: "https://blog.example/tea/",
      sensitive: false,
      image: { type: "Image", url: "https://blog.example/tea.jpg" },
      preview: {
        type: "Note",
        attributedTo: `${origin}/ap/actors/blog`,
        content: `<p><strong>Brewing &lt;green&gt; tea</strong></p><p>Water &amp; patience.</p>${link}`,
        published: "2026-11-01T08:00:00Z",
      },
      published: "2026-11-01T08:00:00Z",
    });
    const tags = article["tag"] as { type: string; name: string; href: string }[];
    expect(tags.map(({ name }) => name)).to.deep.equal(["#SlowFood", "#TeeTrinken", "#tea"]);
    expect(tags[0]).to.deep.equal({ type: "Hashtag", name: "#SlowFood", href: "https://blog.example/" });
    expect(article).to.include.keys("replies", "likes", "shares", "context", "interactionPolicy");
    expect(article).not.to.have.any.keys("attachment", "contentMap");
  });

  it("fall back to teaser and link where the feed gives no more", async () => {
    await withText(null);
    expect(await read("/ap/posts/note-tea")).to.include({
      type: "Article",
      content: '<p>Water &amp; patience.</p><p><a href="https://blog.example/tea/">https://blog.example/tea/</a></p>',
    });
  });

  it("stay Notes without a title, as they would have no name", async () => {
    await withText({ html, image: null, tags: [] }, { title: "" });
    const note = await read("/ap/posts/note-tea");
    expect(note).to.include({ type: "Note" });
    expect(note).not.to.have.any.keys("name", "summary");
  });

  it("are Notes under the same id when their blog sends none, and nothing is told of the change", async () => {
    await withText({ html, image: null, tags: [] });
    await node.repos.sites.set("site", { posts: "note" });
    const note = await read("/ap/posts/note-tea");
    expect(note).to.include({ id: `${origin}/ap/posts/note-tea`, type: "Note" });
    expect(note).not.to.have.any.keys("name", "summary", "preview", "image");
    await node.worker.drain();
    expect(node.seen).to.deep.equal([]);
  });

  it("are created, updated and deleted as what they are", async () => {
    const thread = await withText({ html, image: null, tags: [] });
    await node.outgoing.outbox.tellOfThread(thread, "create");
    await node.worker.drain();
    await node.outgoing.outbox.tellOfThread({ ...thread, announcement: "withdrawn", version: 2 }, "delete");
    await node.worker.drain();
    const [create, remove] = node.seen.map(({ body }) => JSON.parse(body) as { type: string; object: object });
    expect(create).to.include({ type: "Create" });
    expect(create?.object).to.include({ type: "Article", content: html });
    expect(remove?.object).to.deep.equal({
      id: `${origin}/ap/posts/note-tea`,
      type: "Tombstone",
      formerType: "Article",
    });
    await node.repos.threads.change(thread, { announcement: "withdrawn" });
    expect(await read("/ap/posts/note-tea")).to.include({ type: "Tombstone", formerType: "Article" });
  });

  it("stay below a megabyte on the wire, whatever they are made of", async () => {
    for (const piece of ['"', "網", "<a href='/'>x</a>", "\u2028x", "😀"]) {
      const longest = longestOf(piece);
      const thread = await withText({ html: longest, image: null, tags: [] });
      await node.store.docs.bodies.deleteMany({});
      node.seen.length = 0;
      await node.outgoing.outbox.tellOfThread(thread, "create");
      await node.worker.drain();
      expect(Buffer.byteLength(node.seen[0]?.body ?? ""), piece).to.be.within(100_000, 600_000);
    }
  });

  /** What is made of a piece repeated as often as it is taken, to a tenth. */
  function longestOf(piece: string): SafeHtml {
    const { fromPost } = createHtml();
    for (let count = Math.floor(250_000 / piece.length); count > 0; count = Math.floor(count * 0.9)) {
      const html = fromPost(piece.repeat(count), "https://blog.example/");
      if (html !== null) return html;
    }
    throw new Error(`${piece} is never taken.`);
  }

  it("are named, not embedded, in the outbox", async () => {
    await withText({ html, image: null, tags: [] });
    const page = await read("/ap/actors/blog/outbox?page=true");
    const [create] = page["orderedItems"] as Record<string, unknown>[];
    expect(create).to.include({ type: "Create", object: `${origin}/ap/posts/note-tea` });
  });
});
