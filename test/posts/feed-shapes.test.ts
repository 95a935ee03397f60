import { expect } from "chai";
import { home, polled } from "./polled.ts";
import { feedFixture } from "./web.ts";

describe("feed shapes", () => {
  it("reads what WordPress writes", async () => {
    const { entries, polling } = await polled(feedFixture("wordpress.xml"));
    expect(polling.fault).to.equal(null);
    expect(entries).to.have.length(2);
    expect(entries?.[0]).to.deep.equal({
      id: "https://blog.example/?p=412",
      url: "https://blog.example/2026/11/mending-a-net/",
      title: "Mending a net isn’t “quick”",
      teaser: "Every knot is a decision – and there are four thousand of them. […]",
      lang: "en-GB",
      publishedAt: new Date("2026-11-01T09:14:22Z"),
      updatedAt: null,
      text: {
        html: "<p>Every knot is a decision – and there are four thousand of them.</p>",
        image: null,
        tags: ["Craft"],
      },
    });
  });

  it("reads what Ghost writes, and keeps away for its ttl", async () => {
    const { entries, minutes } = await polled(feedFixture("ghost.xml"));
    expect(entries?.[0]).to.include({
      id: "6721d0a4c5b1e40001a2b3c4",
      url: "https://blog.example/folding-and-lighting/",
      teaser: "Why the thin paper burns last.",
    });
    expect(minutes).to.be.within(60, 66);
  });

  it("reads what Hugo writes, undated pages included", async () => {
    const { entries, polling, minutes } = await polled(feedFixture("hugo.xml"));
    expect(minutes, "by the dated post alone").to.be.within(135, 149);
    expect(polling.fault).to.equal(null);
    expect(entries?.[0]).to.include({
      title: "Climbing slowly",
      teaser: "Low gears are not a confession.",
      lang: "en-US",
    });
    expect(entries?.[0]?.publishedAt).to.deep.equal(new Date("2026-10-30T06:00:00Z"));
  });

  it("reads what Jekyll writes", async () => {
    const { entries } = await polled(feedFixture("jekyll.xml"));
    expect(entries?.[0]).to.include({
      id: "https://blog.example/2026/10/31/quitten",
      url: "https://blog.example/2026/10/31/quitten.html",
      title: "Quitten & Geduld",
      teaser: "Drei Wochen liegen lassen, dann erst schneiden.",
      lang: "de",
    });
  });

  it("reads what Astro writes", async () => {
    const { entries } = await polled(feedFixture("astro.xml"));
    expect(entries?.[0]).to.include({
      id: "https://blog.example/blog/saturn/",
      title: "Saturn through a bin bag",
      lang: null,
    });
  });

  it("resolves Eleventy's relative links against each xml:base", async () => {
    const { entries } = await polled(feedFixture("eleventy.xml"));
    expect(entries?.map(({ url, lang }) => [url, lang])).to.deep.equal([
      ["https://blog.example/notes/second-flush/", "en"],
      ["https://blog.example/notes/archive/brume/", "fr"],
    ]);
    expect(entries?.[1]?.teaser).to.equal("Une tasse & un toit.");
  });

  it("reads a JSON Feed, takes its titles literally and leaves links to other sites out", async () => {
    const { entries, polling } = await polled(feedFixture("eleventy.json"));
    expect(entries?.map(({ url, title }) => [url, title])).to.deep.equal([
      ["https://blog.example/notes/second-flush/", "Second <flush>"],
    ]);
    expect(polling.fault).to.equal(null);
  });

  it("reads RDF", async () => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="${home}"><title>c</title></channel>
      <item rdf:about="${home}one"><title>One</title><link>/one</link><dc:date>2026-10-01</dc:date></item></rdf:RDF>`;
    const { entries } = await polled(rdf);
    expect(entries?.[0]).to.include({ id: `${home}one`, url: `${home}one`, title: "One" });
    expect(entries?.[0]?.publishedAt).to.deep.equal(new Date("2026-10-01T00:00:00Z"));
  });

  describe("of whole texts", () => {
    const textOf = async (standing: string) => (await polled(standing)).entries?.[0]?.text;
    const rss = (inside: string) =>
      `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
       <channel><title>x</title><item><title>A</title><link>${home}a/</link><description>Short.</description>${inside}</item></channel></rss>`;
    const atom = (inside: string, base = "") =>
      `<feed xmlns="http://www.w3.org/2005/Atom"${base}><title>x</title><entry><id>a</id><title>A</title>
       <link href="${home}a/"/><summary>Short.</summary>${inside}</entry></feed>`;
    const json = (item: object) =>
      JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "x", items: [item] });

    it("takes RSS's own place for it, never the description, which is a teaser as often", async () => {
      const text = await textOf(
        rss("<content:encoded><![CDATA[<p>Long, <a href='b/'>see</a>.</p>]]></content:encoded>"),
      );
      expect(text?.html).to.equal(`<p>Long, <a href="${home}a/b/">see</a>.</p>`);
      expect(await textOf(rss(""))).to.equal(undefined);
    });

    it("takes Atom's, be it HTML, XHTML or plain, with the nearest xml:base", async () => {
      const escaped = await textOf(
        atom('<content type="html">&lt;p&gt;Long &lt;img src="i.png"&gt;&lt;/p&gt;</content>'),
      );
      expect(escaped?.html).to.equal(`<p>Long <img src="${home}a/i.png" /></p>`);
      const based = atom('<content type="html">&lt;a href="x"&gt;x&lt;/a&gt;</content>', ` xml:base="${home}deep/"`);
      expect((await textOf(based))?.html).to.equal(`<a href="${home}deep/x">x</a>`);
      expect((await textOf(atom("<content>a &lt; b</content>")))?.html).to.equal("<p>a &lt; b</p>");
    });

    it("takes JSON Feed's", async () => {
      const item = {
        id: "a",
        url: `${home}a/`,
        title: "A",
        content_html: "<p>Long.</p>",
        tags: ["b", " b ", ""],
        image: "/i.png",
      };
      expect(await textOf(json(item))).to.deep.equal({ html: "<p>Long.</p>", image: `${home}i.png`, tags: ["b"] });
      expect((await textOf(json({ id: "a", url: `${home}a/`, content_text: "a < b" })))?.html).to.equal(
        "<p>a &lt; b</p>",
      );
    });

    it("finds the picture and the tags, wherever a format keeps them", async () => {
      const image = "https://img.example/i.jpg";
      for (const inside of [
        `<enclosure url="https://x.example/a.mp3" type="audio/mpeg" length="1"/><enclosure url="${image}" type="image/jpeg" length="1"/>`,
        `<media:content url="${image}" medium="image"/>`,
        `<media:thumbnail url="${image}"/>`,
      ]) {
        const text = await textOf(rss(`${inside}<category>Slow Food</category><category>b</category>`));
        expect(text, inside).to.deep.equal({ html: null, image, tags: ["Slow Food", "b"] });
      }
      const links = `<link rel="enclosure" type="image/png" href="${image}"/><category term="t" label="Tea"/>`;
      expect(await textOf(atom(links))).to.deep.equal({ html: null, image, tags: ["Tea"] });
      expect(
        (await textOf(rss('<media:content url="http://img.example/i.jpg" medium="image"/>')))?.image,
        "in the clear",
      ).to.equal(undefined);
    });

    it("bounds what it keeps", async () => {
      const tags = Array.from({ length: 50 }, (_, i) => `${i}${"x".repeat(100)}`);
      const long = "<p>word</p>".repeat(60_000);
      const text = await textOf(
        json({ id: "a", url: `${home}a/`, content_html: long, tags, image: `/${"x".repeat(3000)}` }),
      );
      expect(text).to.deep.include({ html: null, image: null });
      expect(text?.tags).to.have.length(20);
      expect(text?.tags[0]).to.have.length(60);
    });
  });
});
