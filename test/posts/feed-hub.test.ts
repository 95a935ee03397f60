import { expect } from "chai";
import { hubOf, hubsInHeader } from "../../src/posts/feed-hub.ts";
import { parseFeedText } from "../../src/posts/feed-parse.ts";

const url = "https://blog.example/feed.xml";
const none = { hubs: [], self: null };
const hubIn = async (text: string, header: string | null = null) => {
  const feed = await parseFeedText(text);
  if (typeof feed === "string") throw new Error(feed);
  return hubOf(hubsInHeader(header), feed.hubs ?? none, url);
};
const links = '<link rel="hub" href="https://hub.example/"/><link rel="self" href="/own.xml"/>';
const expected = { hub: "https://hub.example/", topic: "https://blog.example/own.xml" };

describe("the hub of a feed", () => {
  it("is named in each format", async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>x</title><updated>2026-01-01T00:00:00Z</updated>${links}</feed>`;
    const inAtom = links.replaceAll("<link", "<atom:link");
    const rss = `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>x</title><link>https://blog.example/</link>
      <description>d</description>${inAtom}<item><title>t</title></item></channel></rss>`;
    const json = JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: "x",
      feed_url: "https://blog.example/own.xml",
      hubs: [
        { type: "rssCloud", url: "https://cloud.example/" },
        { type: "WebSub", url: "https://hub.example/" },
      ],
      items: [],
    });
    for (const text of [atom, rss, json]) expect(await hubIn(text), text.slice(0, 30)).to.deep.equal(expected);
    expect(await hubIn(atom.replace(links, ""))).to.equal(null);
    expect(await hubIn(atom.replace('<link rel="self" href="/own.xml"/>', ""))).to.deep.equal({
      ...expected,
      topic: url,
    });
  });

  it("is named by headers before all, however these are written", async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>x</title><updated>2026-01-01T00:00:00Z</updated>${links}</feed>`;
    const written = [
      '<https://first.example/>; rel="hub", <https://blog.example/s>; rel="self"',
      "<https://first.example/>;rel=hub,<https://blog.example/s>;rel=self",
      '<https://x.example/>; rel="next"; title="a, b; c", <https://first.example/>; title="t"; rel="alternate hub", </s>; rel="SELF"',
    ];
    for (const header of written)
      expect(await hubIn(atom, header), header).to.deep.equal({
        hub: "https://first.example/",
        topic: "https://blog.example/s",
      });
    expect(await hubIn(atom, '<https://blog.example/s>; rel="self"')).to.deep.equal(expected);
  });

  it("is none that is no address of the web", () => {
    for (const hub of ["javascript:alert(1)", "mailto:a@b", "https://"])
      expect(hubOf(none, { hubs: [hub], self: null }, url), hub).to.equal(null);
    expect(hubOf(none, { hubs: ["ftp://x/", "/hub"], self: null }, url)).to.include({
      hub: "https://blog.example/hub",
    });
  });
});
