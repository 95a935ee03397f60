import { expect } from "chai";
import { createHtml } from "../../src/html/html.ts";

const link = (href: string, text: string) =>
  `<a href="${href}" rel="nofollow ugc noopener noreferrer" target="_blank">${text}</a>`;

describe("html: what visitors write", () => {
  const html = createHtml();
  const rows: [string, string, string][] = [
    ["a word", "hello", "<p>hello</p>"],
    ["a line break", "a\nb", "<p>a<br />\nb</p>"],
    ["two paragraphs", "a\n\nb", "<p>a</p>\n<p>b</p>"],
    ["emphasis", "*i* **b** ~~s~~ `c`", "<p><em>i</em> <strong>b</strong> <del>s</del> <code>c</code></p>"],
    ["a heading, below those of the page", "# T", "<h4>T</h4>"],
    ["a list", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"],
    ["a quotation", "> q", "<blockquote>\n<p>q</p>\n</blockquote>"],
    ["code with its language", "```c++\n1 < 2\n```", '<pre><code class="language-c++">1 &lt; 2\n</code></pre>'],
    ["a link", "[l](http://a.example/?a=1&b=2)", `<p>${link("http://a.example/?a=1&amp;b=2", "l")}</p>`],
    ["a bare address", "see https://a.example/x.", `<p>see ${link("https://a.example/x", "https://a.example/x")}.</p>`],
    ["a mailbox", "[m](mailto:x@y.zz)", `<p>${link("mailto:x@y.zz", "m")}</p>`],
    [
      "raw HTML as text",
      "<b>raw</b> & <script>x</script>",
      "<p>&lt;b&gt;raw&lt;/b&gt; &amp; &lt;script&gt;x&lt;/script&gt;</p>",
    ],
    ["an entity", "&lt;b&gt;", "<p>&lt;b&gt;</p>"],
    ["an image as a link", "![alt](http://x.example/y.png)", `<p>${link("http://x.example/y.png", "alt")}</p>`],
    [
      "an image without words as its address",
      "![](http://x.example/y)",
      `<p>${link("http://x.example/y", "http://x.example/y")}</p>`,
    ],
    [
      "an image in a link as its words",
      "[![alt](http://x.example/y.png)](http://z.example/)",
      `<p>${link("http://z.example/", "alt")}</p>`,
    ],
    ["an image of no web address as its words", "![alt](data:image/png;base64,AA)", "<p>alt</p>"],
    ["small letters", "H~2~O and x^2^", "<p>H<sub>2</sub>O and x<sup>2</sup></p>"],
    ["marks that enclose no word", "~/.config ~ 2 ^ 3 ~~x~~ a^", "<p>~/.config ~ 2 ^ 3 <del>x</del> a^</p>"],
    ["escaped marks", "\\~2\\~ \\^2\\^", "<p>~2~ ^2^</p>"],
    ["markup within marks as text", "a^<b>^", "<p>a<sup>&lt;b&gt;</sup></p>"],
    ["a rule", "---", "<hr />"],
    ["a numbered list", "3) a\n4) b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ["a link that pretends to be another host", "[x](https://bank.example@evil.example/)", "<p>x</p>"],
    ["a dangerous link as text", "[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"],
    ["a link relative to who knows what", "[rel](/x)", "<p>rel</p>"],
    ["nothing", "  ", ""],
  ];
  for (const [what, source, expected] of rows) {
    it(`renders ${what}`, () => expect(html.fromMarkdown(source)).to.equal(expected));
  }

  it("stores the words alone when little text makes more than 100,000 characters", () => {
    const rendered = html.fromMarkdown("[ab](http://b) ".repeat(1300));
    expect(rendered).to.match(/^<p>(ab )+ab<\/p>$/);
  });

  it("renders a table", () => {
    expect(html.fromMarkdown("| a |\n|:-:|\n| 1 |")).to.include("<th>a</th>").and.not.include("style");
  });

  it("keeps the paragraphs and line breaks of plain text", () => {
    expect(html.fromPlain("a <b>\nc\n\nd")).to.equal("<p>a &lt;b&gt;<br>\nc</p>\n<p>d</p>");
  });

  for (const hostile of [
    "[".repeat(50_000),
    "*a ".repeat(30_000),
    ">".repeat(50_000),
    "`".repeat(50_000),
    "~~".repeat(40_000),
    "![".repeat(50_000),
    "~a^".repeat(33_000),
    "^a".repeat(50_000),
  ]) {
    it(`gets through ${hostile.length} of “${hostile.slice(0, 3)}”`, () => {
      expect(html.fromMarkdown(hostile)).to.be.a("string");
    });
  }
});

describe("html: words", () => {
  const html = createHtml();
  it("parts blocks by a space and drops markup, scripts and entities", () => {
    const source = "<p>Hello <b>w</b>orld</p><p>x &amp; y</p><script>bad</script><style>p{}</style>";
    expect(html.toText(source, 100)).to.equal("Hello world x & y");
  });
  it("counts the description of an image among the words", () => {
    expect(html.toText('<p>See<img src="x.png" alt="a cat">there</p>', 100)).to.equal("See a cat there");
  });
  it("cuts at a word", () => expect(html.toText("aaaa bbbb cccc", 10)).to.equal("aaaa bbbb…"));
  it("cuts a word that is all there is", () => expect(html.toText("a".repeat(50), 10)).to.equal(`${"a".repeat(9)}…`));
  it("does not leave half a character", () => expect(html.toText("aaaaaaaa😀😀", 10)).to.equal("aaaaaaaa…"));
});
