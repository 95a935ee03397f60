import { expect } from "chai";
import { createHtml } from "../../src/html/html.ts";

const out = 'rel="nofollow ugc noopener noreferrer" target="_blank"';

describe("html: what the fediverse sends", () => {
  const html = createHtml();
  const rows: [string, string, string][] = [
    [
      "a mention as Mastodon writes it",
      '<p><span class="h-card" translate="no"><a href="https://m.example/@bob" class="u-url mention">@<span>bob</span></a></span> hi</p>',
      `<p><span class="h-card" translate="no"><a class="u-url mention" href="https://m.example/@bob" ${out}>@<span>bob</span></a></span> hi</p>`,
    ],
    [
      "a shortened link",
      '<a href="https://e.example/x"><span class="invisible">https://</span><span class="ellipsis">e.example</span></a>',
      `<a href="https://e.example/x" ${out}><span class="invisible">https://</span><span class="ellipsis">e.example</span></a>`,
    ],
    ["a hashtag", '<a href="https://m.example/tags/x" class="mention hashtag" rel="tag">#<span>x</span></a>', `<a class="mention hashtag" href="https://m.example/tags/x" ${out}>#<span>x</span></a>`],
    ["a quotation prefix", '<span class="quote-inline">RE: x</span>', '<span class="quote-inline">RE: x</span>'],
    ["a foreign class", '<span class="antiphon-button">x</span>', "<span>x</span>"],
    ["an image, as a link", '<img src="https://x.example/a.png" alt="A cat">', `<a href="https://x.example/a.png" ${out}>A cat</a>`],
    ["ruby", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"],
    ["a language and a direction", '<p lang="ar" dir="rtl">x</p>', '<p lang="ar" dir="rtl">x</p>'],
    ["a numbered list", '<ol start="3" reversed><li value="2">x</li></ol>', '<ol start="3" reversed><li value="2">x</li></ol>'],
    ["a heading", "<h1>T</h1>", "<h4>T</h4>"],
    ["an unclosed tag", "<p>hi", "<p>hi</p>"],
    ["bare signs", "1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"],
    ["a formula, as its text", '<math><annotation encoding="application/x-tex">x^2</annotation></math>', "x^2"],
    ["a form (Hollo CVE-2025-53941)", '<form action="https://evil.example"><input name="password"><button>Go</button></form>', "Go"],
    ["an Unicode name", "<p>Łukasz 日本 😀</p>", "<p>Łukasz 日本 😀</p>"],
  ];
  for (const [what, source, expected] of rows) {
    it(`keeps or tames ${what}`, () => expect(html.fromRemote(source)).to.equal(expected));
  }

  for (const source of ["<b>".repeat(10_000), "<a href='https://x.example'>".repeat(10_000), "<".repeat(100_000), "&".repeat(100_000)]) {
    it(`gets through ${source.length} characters of “${source.slice(0, 6)}”`, () => {
      expect(html.fromRemote(`${source}x`)).to.be.a("string");
    });
  }

  it("cuts what is longer than 100,000 characters and closes what it opened", () => {
    const cleaned = html.fromRemote(`<p>${"a".repeat(200_000)}</p>`);
    expect(cleaned.length).to.be.below(100_100);
    expect(cleaned.endsWith("</p>")).to.equal(true);
  });
});
