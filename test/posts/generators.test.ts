import { gzipSync } from "node:zlib";
import { expect } from "chai";
import type { FeedEntry } from "../../src/domain/ports.ts";
import { feed, home, now, polled } from "./polled.ts";
import { feedFixture, type Standing } from "./web.ts";

/** What matters of an entry: its page, its identity, and what is shown of it. */
function gist({ id, url, title, teaser, lang, publishedAt, updatedAt }: FeedEntry) {
  const dates = [publishedAt, updatedAt].map((date) => date?.toISOString() ?? null);
  return { id, page: url.slice(home.length), title, teaser, lang, dates };
}

const latin = (name: string) => ({ body: Buffer.from(feedFixture(name), "latin1") });

const ropes = {
  id: `${home}posts/ropes/`,
  page: "posts/ropes/",
  title: "Ropes & knots",
  teaser: "A bowline never slips.",
  lang: "en",
  dates: ["2026-10-30T00:00:00.000Z", null],
};
const fog = {
  id: `${home}2026/10/29/%E9%9C%A7%E3%81%AE%E6%9C%9D/`,
  page: "2026/10/29/%E9%9C%A7%E3%81%AE%E6%9C%9D/",
  title: "霧の朝",
};
const swifts = {
  page: "posts/2026/counting-swifts.html",
  title: "Counting swifts",
  teaser: "Forty at dusk.",
  lang: null,
};
const rye = {
  id: "tag:blogger.com,1999:blog-4040.post-77",
  page: "2026/10/rye-again.html",
  teaser: "The starter woke up.",
  lang: null,
};

/** What the newest post of each is read as. */
const shapes: [name: string, file: string, first: Partial<ReturnType<typeof gist>>][] = [
  [
    "Eleventy's plugin, Atom, which tells no date of publication",
    "eleventy-plugin-atom.xml",
    { ...ropes, dates: [null, "2026-10-30T00:00:00.000Z"], title: "Ropes &amp; knots" },
  ],
  ["Eleventy's plugin, RSS", "eleventy-plugin-rss.xml", ropes],
  ["Eleventy's plugin, JSON, which escapes for HTML", "eleventy-plugin.json", { ...ropes, title: 'Ropes & "knots"' }],
  [
    "Hexo, Atom, with addresses in percent",
    "hexo-atom.xml",
    { ...fog, teaser: "尾根 何も", dates: ["2026-10-29T20:00:00.000Z", "2026-10-29T21:00:00.000Z"] },
  ],
  ["Hexo, RSS", "hexo-rss2.xml", { ...fog, teaser: "何も見えない。", dates: ["2026-10-29T20:00:00.000Z", null] }],
  [
    "Pelican without SITEURL",
    "pelican-atom.xml",
    {
      ...swifts,
      id: "tag:None,2026-10-28:/posts/2026/counting-swifts.html/",
      dates: ["2026-10-28T17:30:00.000Z", "2026-10-28T17:30:00.000Z"],
    },
  ],
  [
    "Pelican, RSS",
    "pelican-rss.xml",
    {
      ...swifts,
      id: "tag:blog.example,2026-10-28:/posts/2026/counting-swifts.html",
      dates: ["2026-10-28T17:30:00.000Z", null],
    },
  ],
  [
    "Substack",
    "substack.xml",
    {
      id: `${home}p/edges`,
      page: "p/edges",
      title: "Edges & other lies",
      teaser: "On sharpening less.",
      lang: "en",
      dates: ["2026-10-31T15:03:27.000Z", null],
    },
  ],
  [
    "Blogger, Atom, among six links of a post",
    "blogger-atom.xml",
    { ...rye, title: "Rye, <again>", dates: ["2026-10-31T05:10:00.001Z", "2026-10-31T10:00:00.000Z"] },
  ],
  [
    "Blogger by way of FeedBurner, whose links are somebody else's",
    "blogger-feedburner.xml",
    { ...rye, title: "Rye, <again>", dates: ["2026-10-31T05:10:00.000Z", "2026-10-31T10:00:00.000Z"] },
  ],
  [
    "micro.blog, a post without a title",
    "microblog.json",
    {
      id: "http://nils.micro.example/2026/10/31/the-owl-is.html",
      page: "2026/10/31/the-owl-is.html",
      title: "",
      teaser: "The owl is back. 🦉",
      lang: null,
      dates: ["2026-10-31T22:12:04.000Z", null],
    },
  ],
  [
    "Astro",
    "astro.xml",
    {
      id: `${home}blog/saturn/`,
      page: "blog/saturn/",
      title: "Saturn through a bin bag",
      teaser: "A filter that should not have worked.",
      lang: null,
      dates: ["2026-10-28T00:00:00.000Z", null],
    },
  ],
  [
    "Hugo",
    "hugo.xml",
    {
      id: `${home}posts/climbing-slowly/`,
      page: "posts/climbing-slowly/",
      title: "Climbing slowly",
      lang: "en-US",
      dates: ["2026-10-30T06:00:00.000Z", null],
    },
  ],
  [
    "Jekyll, whose ids look like addresses and are none",
    "jekyll.xml",
    {
      id: `${home}2026/10/31/quitten`,
      page: "2026/10/31/quitten.html",
      title: "Quitten & Geduld",
      lang: "de",
      dates: ["2026-10-31T18:00:00.000Z", "2026-10-31T18:00:00.000Z"],
    },
  ],
  [
    "Ghost",
    "ghost.xml",
    { id: "6721d0a4c5b1e40001a2b3c4", page: "folding-and-lighting/", title: "Folding & <lighting>", lang: null },
  ],
  [
    "WordPress",
    "wordpress.xml",
    { id: `${home}?p=412`, page: "2026/11/mending-a-net/", title: "Mending a net isn’t “quick”", lang: "en-GB" },
  ],
];

describe("what generators write", () => {
  for (const [name, file, first] of shapes) {
    it(`is read: ${name}`, async () => {
      const { entries, polling } = await polled(feedFixture(file));
      expect(polling.fault).to.equal(file === "microblog.json" ? polling.fault : null);
      expect(entries?.[0] && gist(entries[0])).to.deep.include(first);
    });
  }

  it("is read: RSS 1.0 in Latin-1, with entities of entities", async () => {
    const { entries, title, minutes } = await polled(latin("rss1.rdf"));
    expect(title).to.equal("Mühlenbuch");
    expect(entries?.map(gist)).to.deep.equal([
      {
        id: `${home}archives/000012.html`,
        page: "archives/000012.html",
        title: "Größe & Gewicht",
        teaser: "Ein Scheffel ist kein Maß für heute.",
        lang: "de-DE",
        dates: ["2026-10-27T08:00:00.000Z", null],
      },
    ]);
    expect(entries?.[0]?.text).to.deep.include({ html: "<p>Ein Scheffel ist kein Maß.</p>", tags: ["Maße"] });
    expect(minutes, "four times a day").to.be.within(360, 396);
  });

  it("leads to the post's own page where its link is what it is about", async () => {
    const hexo = await polled(feedFixture("hexo-atom.xml"));
    expect(hexo.entries?.[1] && gist(hexo.entries[1])).to.include({ page: "2026/10/20/a-link/", teaser: "Read this." });
    const micro = await polled(feedFixture("microblog.json"));
    expect(
      micro.entries?.map(({ url }) => url.slice(home.length)),
      "never external_url",
    ).to.deep.equal(["2026/10/31/the-owl-is.html", "2026/10/30/on-lamps.html"]);
    expect(micro.polling.fault).to.include("One entry without a link");
  });

  it("has its pictures where Hexo, Blogger and Substack put them, and its text with whole addresses", async () => {
    const text = async (file: string) => (await polled(feedFixture(file))).entries?.[0]?.text;
    expect(await text("hexo-rss2.xml")).to.include({ image: `${home}images/ridge.jpg` });
    expect(await text("blogger-atom.xml")).to.include({ image: "https://images.example/s72-c/rye.jpg" });
    expect(await text("substack.xml")).to.include({ image: "https://images.example/stone.jpeg" });
    expect((await text("pelican-atom.xml"))?.html).to.include(`src="${home}images/sky.jpg"`);
    expect((await text("hexo-atom.xml"))?.html).to.include("何も見えない。");
  });
});

describe("what stands in the way of a feed", () => {
  const rss = (inside: string, start = "") =>
    `${start}<rss version="2.0"><channel><title>x</title>${inside}</channel></rss>`;
  const item = (title: string, more = "<link>/a</link>") => `<item><title>${title}</title>${more}</item>`;
  const titles = async (standing: Standing) => (await polled(standing)).entries?.map(({ title }) => title);

  it("is no byte order mark", async () => {
    expect(await titles(`\uFEFF${rss(item("Café"), '<?xml version="1.0"?>')}`)).to.deep.equal(["Café"]);
    const wide = Buffer.from(`\uFEFF${rss(item("Café"))}`, "utf16le");
    expect(await titles({ body: wide })).to.deep.equal(["Café"]);
    expect(await titles(`\uFEFF${feedFixture("eleventy-plugin.json")}`)).to.have.length(1);
  });

  it("is no other encoding, be it said by the header or by the document", async () => {
    const body = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="windows-1252"?>'),
      Buffer.from(rss(item("It\x92s caf\xe9 \x80")), "latin1"),
    ]);
    expect(await titles({ body }), "windows-1252").to.deep.equal(["It’s café €"]);
    const headers = { "content-type": "text/xml; charset=ISO-8859-1" };
    expect(await titles({ headers, body: Buffer.from(rss(item("Gr\xf6\xdfe")), "latin1") })).to.deep.equal(["Größe"]);
    expect(await titles({ body: Buffer.from(rss(item("x"), '<?xml version="1.0" encoding="klingon"?>')) })).to.eql([
      "x",
    ]);
  });

  it("is no wrong type, and no file that is packed", async () => {
    const body = rss(item("Café"));
    for (const type of ["text/html; charset=utf-8", "text/plain", "application/octet-stream"])
      expect(await titles({ headers: { "content-type": type }, body }), type).to.deep.equal(["Café"]);
    expect(await titles({ headers: { "content-type": "application/gzip" }, body: gzipSync(body) })).to.eql(["Café"]);
  });

  it("is no entity of HTML, once or twice escaped, and no CDATA", async () => {
    const written = ["Caf&eacute; &amp; more", "Caf&amp;eacute; &amp;amp; more", "<![CDATA[Caf&eacute; & more]]>"];
    for (const title of written) expect(await titles(rss(item(title))), title).to.deep.equal(["Café & more"]);
  });

  it("is no guid that is an address, unless it says that it is none", async () => {
    const url = async (guid: string) => (await polled(rss(item("x", guid)))).entries?.map((entry) => entry.url);
    expect(await url(`<guid>${home}a/</guid>`)).to.deep.equal([`${home}a/`]);
    expect(await url(`<guid isPermaLink="true">${home}a/</guid>`)).to.deep.equal([`${home}a/`]);
    expect(await url(`<guid isPermaLink="false">${home}a/</guid>`)).to.equal(undefined);
    const both = `<link>${home}b/</link><guid>${home}a/</guid>`;
    expect(await url(both), "the link is the page").to.deep.equal([`${home}b/`]);
  });

  it("is no address that is relative, or not encoded", async () => {
    const links = ["b.html", "/deep/b.html", "//blog.example/c", `${home}käse/ä b`];
    const { entries } = await polled(rss(links.map((link) => item("x", `<link>${link}</link>`)).join("")));
    expect(entries?.map(({ url }) => url)).to.deep.equal([
      `${home}b.html`,
      `${home}deep/b.html`,
      `${home}c`,
      `${home}k%C3%A4se/%C3%A4%20b`,
    ]);
  });

  it("is no missing date: what was changed last tells the pace then", async () => {
    const day = (n: number) => new Date(now.getTime() - n * 86_400_000).toISOString();
    const entry = (n: number) =>
      `<entry><id>${n}</id><title>x</title><link href="/${n}"/><updated>${day(n)}</updated></entry>`;
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>${[1, 2, 3].map(entry).join("")}</feed>`;
    const { entries, minutes } = await polled(atom);
    expect(entries?.map(({ publishedAt }) => publishedAt)).to.deep.equal([null, null, null]);
    expect(minutes, "a post a day").to.be.within(60, 66);
  });

  it("is told of, where a click counter's own address is all there is", async () => {
    const lost = feedFixture("blogger-feedburner.xml").replace(/<feedburner:origLink>.*<\/feedburner:origLink>/, "");
    expect((await polled(lost)).polling.fault).to.include(`No entry of the feed links to ${home}`);
    expect(feed).to.include(home);
  });
});
