import { expect } from "chai";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { createRepliesKeys } from "../../src/usecases/visit/replies-key.ts";
import { mira } from "../helpers/comment.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";
import { isWellFormed } from "../helpers/well-formed.ts";

const of = encodeURIComponent(postUrl);

describe("feeds", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());
  const text = async (path: string) => (await node.get(path)).text();

  const nasty = "<p>1 &lt; 2 &amp; <em>ok</em> ]]&gt; \u000b\ud800</p>" as SafeHtml;

  it("of a thread hold its newest comments, in three forms", async () => {
    await node.put({ _id: "a", html: nasty, lang: "de" });
    await node.put({
      _id: "b",
      parent: "a",
      path: ["a"],
      author: { ...mira, name: 'Mira "<&' },
      editedAt: node.clock.now(),
    });
    const atom = parseAtomFeed(await text(`/feeds/thread.atom?url=${of}`));
    expect(atom.title).to.deep.include({ value: "Comments on A post" });
    expect(atom.id).to.equal(postUrl);
    expect(atom.links?.map(({ rel }) => rel)).to.deep.equal(["alternate", "self"]);
    expect(atom.entries?.map(({ id }) => id)).to.deep.equal([
      "tag:blog.example,2026-11-24:comment-2",
      "tag:blog.example,2026-11-24:comment-1",
    ]);
    expect(atom.entries?.[0]?.authors?.[0]?.name).to.equal('Mira "<&');
    expect(atom.entries?.[0]?.links?.[0]?.href).to.equal(`${node.url}/c/2`);
    expect(atom.updated).to.equal(atom.entries?.[0]?.updated);
    expect(atom.entries?.[1]?.content?.value).to.contain("1 &lt; 2 &amp; <em>ok</em> ]]&gt;");
    const rss = parseRssFeed(await text(`/feeds/thread.rss?url=${of}`));
    expect(rss.items?.map(({ guid }) => guid?.value)).to.deep.equal(atom.entries?.map(({ id }) => id));
    expect(rss.items?.[1]?.description).to.contain("<em>ok</em>");
    expect(Number.isNaN(Date.parse(String(rss.items?.[0]?.pubDate)))).to.equal(false);
    const json = parseJsonFeed(await text(`/feeds/thread.json?url=${of}`));
    expect(json.items?.map(({ id }) => id)).to.deep.equal(atom.entries?.map(({ id }) => id));
    expect(json.items?.[0]?.authors?.[0]?.name).to.equal('Mira "<&');
  });

  it("are well-formed XML, whatever people wrote", async () => {
    for (const wrong of ["<a>&nbsp;</a>", "<a><b></a></b>", "<a>\u0001</a>", '<a b="<"></a>'])
      expect(isWellFormed(wrong), wrong).to.equal(false);
    await node.put({ _id: "a", html: nasty, author: { ...mira, name: "\u0000]]><x>&amp;'\uffff" } });
    for (const format of ["atom", "rss"]) {
      const xml = await text(`/feeds/thread.${format}?url=${of}`);
      expect(isWellFormed(xml), xml).to.equal(true);
    }
  });

  it("say what they are, and answer 304 to who has them", async () => {
    await node.put({ _id: "a" });
    for (const [format, type] of Object.entries({
      atom: "application/atom+xml",
      rss: "application/rss+xml",
      json: "application/feed+json",
    })) {
      const path = `/feeds/thread.${format}?url=${of}`;
      const first = await node.get(path);
      expect(first.headers.get("content-type")).to.contain(type);
      expect(first.headers.get("cache-control")).to.equal("public, max-age=60");
      expect(first.headers.get("x-robots-tag")).to.equal("noindex");
      expect(first.headers.get("set-cookie")).to.equal(null);
      const etag = first.headers.get("etag") ?? "";
      expect((await node.get(path, { "if-none-match": etag })).status).to.equal(304);
    }
    const before = (await node.get(`/feeds/thread.atom?url=${of}`)).headers.get("etag");
    await node.put({ _id: "b" });
    expect((await node.get(`/feeds/thread.atom?url=${of}`)).headers.get("etag")).to.not.equal(before);
  });

  it("show nothing that is hidden, held, removed or spam, and no text behind a warning", async () => {
    const secret = "<p>secret words</p>" as SafeHtml;
    await node.put({ _id: "h", hiddenBy: "owner", html: secret });
    await node.put({ _id: "w", state: "held", html: secret });
    await node.put({ _id: "r", state: "removed", html: secret });
    await node.put({ _id: "s", state: "spam", html: secret });
    await node.put({ _id: "c", warning: "Spoiler", html: secret });
    await node.put({ _id: "d", parent: "h", path: ["h"], html: "<p>an answer</p>" as SafeHtml });
    for (const path of [`/feeds/thread.atom?url=${of}`, "/feeds/site.rss", "/feeds/thread.json?url=" + of, "/recent"]) {
      const feed = await text(path);
      expect(feed, path).to.not.contain("secret");
      expect(feed, path).to.contain("Spoiler").and.contain("an answer");
    }
  });

  it("of the blog leave out what is not to be listed, which its thread shows", async () => {
    await node.put({ _id: "a", unlisted: true, html: "<p>quietly said</p>" as SafeHtml });
    expect(await text(`/feeds/site.atom?site=${encodeURIComponent("https://blog.example/")}`)).to.not.contain(
      "quietly",
    );
    expect(await text("/recent")).to.not.contain("quietly");
    expect(await text(`/feeds/thread.atom?url=${of}`)).to.contain("quietly said");
  });

  it("are named by the thread's page, for programs and for people", async () => {
    const page = await text(`/thread?url=${of}`);
    for (const type of ["application/atom+xml", "application/rss+xml", "application/feed+json"])
      expect(page).to.match(
        new RegExp(
          `<link rel="alternate" type="${type.replace("+", "\\+")}" title="[^"]+" href="${node.url}/feeds/thread`,
        ),
      );
    expect(page).to.contain(
      `href="${node.url}/feeds/thread.atom?url=${of}" type="application/atom+xml">Follow by feed`,
    );
  });

  describe("of the answers to somebody", () => {
    const answers = (...ids: string[]) =>
      `/feeds/replies.atom?to=${encodeURIComponent(createRepliesKeys(node.world).of(ids))}`;

    it("hold what was said directly to what they wrote, and nothing else", async () => {
      await node.put({ _id: "mine" });
      await node.put({ _id: "too" });
      await node.put({ _id: "b", parent: "mine", path: ["mine"], html: "<p>first answer</p>" as SafeHtml });
      await node.put({ _id: "c", parent: "too", path: ["too"], html: "<p>second answer</p>" as SafeHtml });
      await node.put({ _id: "d", parent: "b", path: ["mine", "b"], html: "<p>further below</p>" as SafeHtml });
      const feed = parseAtomFeed(await text(answers("mine", "too")));
      expect(feed.entries?.map(({ content }) => /<p>([a-z ]+)<\/p>/.exec(content?.value ?? "")?.[1])).to.deep.equal([
        "second answer",
        "first answer",
      ]);
      expect(parseAtomFeed(await text(answers("mine"))).entries).to.have.lengthOf(1);
    });

    it("are open to whoever has the link, and cannot be guessed", async () => {
      await node.put({ _id: "mine" });
      expect((await node.get(answers("mine"))).status).to.equal(200);
      for (const to of ["", "mine", "mine~x", `mine~${"A".repeat(43)}`])
        expect((await node.get(`/feeds/replies.atom?to=${to}`)).status, to).to.equal(404);
    });

    it("end with the comments that they are about", async () => {
      await node.put({ _id: "mine", state: "removed" });
      expect((await node.get(answers("mine"))).status).to.equal(404);
    });

    it("are offered to who wrote something, on their own page alone", async () => {
      const started = await node.started();
      const posted = await node.post("/comments", { url: postUrl, text: "Who answers?", started });
      const cookie = (posted.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      const page = await (await node.get(`/thread?url=${of}`, { cookie })).text();
      const [, href = ""] = /href="([^"]*\/feeds\/replies\.atom[^"]*)"/.exec(page) ?? [];
      expect((await fetch(href.replaceAll("&amp;", "&"))).status).to.equal(200);
      const own = await node.get(`/own?url=${of}`, { cookie });
      expect(await own.text()).to.contain(href);
      expect(await text(`/thread?url=${of}`)).to.not.contain("/feeds/replies");
    });
  });

  it("are not there for what is none", async () => {
    expect((await node.get("/feeds/thread.atom?url=https%3A%2F%2Felsewhere.example%2F")).status).to.equal(404);
    expect((await node.get(`/feeds/thread.xml?url=${of}`)).status).to.equal(404);
    expect((await node.get("/feeds/thread.atom")).status).to.equal(422);
    expect((await node.get("/feeds/site.atom?site=nonsense")).status).to.equal(422);
    expect(
      (await node.get(`/feeds/thread.atom?url=${encodeURIComponent("https://blog.example/new")}`)).status,
    ).to.equal(404);
  });
});
