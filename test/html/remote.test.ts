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
    [
      "a hashtag",
      '<a href="https://m.example/tags/x" class="mention hashtag" rel="tag">#<span>x</span></a>',
      `<a class="mention hashtag" href="https://m.example/tags/x" ${out}>#<span>x</span></a>`,
    ],
    ["a quotation prefix", '<span class="quote-inline">RE: x</span>', '<span class="quote-inline">RE: x</span>'],
    ["a foreign class", '<span class="antiphon-button">x</span>', "<span>x</span>"],
    [
      "an image, as a link",
      '<img src="https://x.example/a.png" alt="A cat">',
      `<a href="https://x.example/a.png" ${out}>A cat</a>`,
    ],
    ["ruby", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"],
    ["a language and a direction", '<p lang="ar" dir="rtl">x</p>', '<p lang="ar" dir="rtl">x</p>'],
    [
      "a numbered list",
      '<ol start="3" reversed><li value="2">x</li></ol>',
      '<ol start="3" reversed><li value="2">x</li></ol>',
    ],
    ["a heading", "<h1>T</h1>", "<h4>T</h4>"],
    ["an unclosed tag", "<p>hi", "<p>hi</p>"],
    ["bare signs", "1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"],
    ["a formula, as its text", '<math><annotation encoding="application/x-tex">x^2</annotation></math>', "x^2"],
    [
      "two forms of one formula, as the one that can be read",
      '<p>So <math><semantics><mrow><mi>x</mi><mn>2</mn></mrow><annotation encoding="application/x-tex">x^2</annotation></semantics></math> it is</p>',
      "<p>So x^2 it is</p>",
    ],
    ["a formula without TeX", "<math><mi>x</mi><mo>=</mo><mn>2</mn></math>", "x=2"],
    [
      "a link in a link",
      '<a href="https://a.example/">one <a href="https://b.example/">two</a></a>',
      `<a href="https://a.example/" ${out}>one <span>two</span></a>`,
    ],
    [
      "two links beside each other",
      '<a href="https://a.example/">a</a><a href="https://b.example/">b</a>',
      `<a href="https://a.example/" ${out}>a</a><a href="https://b.example/" ${out}>b</a>`,
    ],
    [
      "an image in a link",
      '<a href="https://a.example/"><img src="https://b.example/x.png" alt="cat"></a>',
      `<a href="https://a.example/" ${out}><span>cat</span></a>`,
    ],
    [
      "an image without words",
      '<img src="https://x.example/a.png">',
      `<a href="https://x.example/a.png" ${out}>https://x.example/a.png</a>`,
    ],
    ["a link to nowhere", '<a name="x">x</a> <a href="/y" class="mention">y</a>', "<span>x</span> <span>y</span>"],
    [
      "a link in a link to nowhere",
      '<a href="/y">y <a href="https://b.example/">b</a></a>',
      `<span>y <a href="https://b.example/" ${out}>b</a></span>`,
    ],
    ["a link that pretends to be another host", '<a href="https://bank.example@evil.example/">x</a>', "<span>x</span>"],
    ["a mailbox", '<a href="mailto:x@y.zz">m</a>', `<a href="mailto:x@y.zz" ${out}>m</a>`],
    [
      "a quotation prefix of its own paragraph",
      '<p class="quote-inline big">RE: x</p>',
      '<p class="quote-inline">RE: x</p>',
    ],
    [
      "code with its language",
      '<pre><code class="language-js hljs">1 &lt; 2</code></pre>',
      '<pre><code class="language-js">1 &lt; 2</code></pre>',
    ],
    [
      "a table",
      '<table border="1"><tr><th>a</th></tr><tr><td>b</td></tr></table>',
      "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>",
    ],
    ["blocks that are not kept, their words apart", "<div>One</div><section>Two</section>three", "One Two three"],
    [
      "a nested quotation",
      "<blockquote><blockquote><p>a</p></blockquote><p>b</p></blockquote>",
      "<blockquote><blockquote><p>a</p></blockquote><p>b</p></blockquote>",
    ],
    [
      "an invisible mark beside a visible class",
      '<span class="invisible evil">x</span>',
      '<span class="invisible">x</span>',
    ],
    [
      "an abbreviation",
      '<abbr title="World Wide Web" onclick="x">WWW</abbr>',
      '<abbr title="World Wide Web">WWW</abbr>',
    ],
    [
      "struck and small text",
      "<del>a</del><s>b</s><u>c</u><sub>d</sub><sup>e</sup>",
      "<del>a</del><s>b</s><u>c</u><sub>d</sub><sup>e</sup>",
    ],
    ["a list in a list", "<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"],
    ["text in no element", "just words", "just words"],
    ["entities", "<p>&lt;b&gt; &amp;amp; &eacute;</p>", "<p>&lt;b&gt; &amp;amp; é</p>"],
    ["a comment and a doctype", "<!doctype html><!-- x --><p>a</p>", "<p>a</p>"],
    ["a whole document", "<html><head><title>T</title></head><body><p>a</p></body></html>", "<p>a</p>"],
    ["crossed tags", "<b><i>x</b></i>", "<b><i>x</i></b>"],
    ["a video", '<video src="https://x.example/v.mp4" controls>old browser</video>', "old browser"],
    [
      "a form (Hollo CVE-2025-53941)",
      '<form action="https://evil.example"><input name="password"><button>Go</button></form>',
      "Go",
    ],
    ["an Unicode name", "<p>Łukasz 日本 😀</p>", "<p>Łukasz 日本 😀</p>"],
  ];
  for (const [what, source, expected] of rows) {
    it(`keeps or tames ${what}`, () => expect(html.fromRemote(source)).to.equal(expected));
  }

  for (const source of [
    "<b>".repeat(10_000),
    "<a href='https://x.example'>".repeat(10_000),
    "<".repeat(100_000),
    "&".repeat(100_000),
  ]) {
    it(`gets through ${source.length} characters of “${source.slice(0, 6)}”`, () => {
      expect(html.fromRemote(`${source}x`)).to.be.a("string");
    });
  }

  it("stores the words alone of a text that is mostly attributes", () => {
    const cleaned = html.fromRemote(
      `<p>Hi <span lang="${"a".repeat(50_000)}">there</span> <a href="https://x.example/${"b".repeat(49_000)}">you</a></p>`,
    );
    expect(cleaned.length).to.be.below(100_100);
    expect(html.fromRemote('<a href="https://x.example/">ab</a> '.repeat(2500))).to.match(/^<p>(ab )+/);
  });

  it("comes out the same when it is cleaned twice", () => {
    for (const [, source] of rows.filter(([what]) => !what.includes("heading"))) {
      const once = html.fromRemote(source);
      expect(html.fromRemote(once)).to.equal(once);
    }
  });

  it("cuts what is longer than 100,000 characters and closes what it opened", () => {
    const cleaned = html.fromRemote(`<p>${"a".repeat(200_000)}</p>`);
    expect(cleaned.length).to.be.below(100_100);
    expect(cleaned.endsWith("</p>")).to.equal(true);
  });
});
