import { expect } from "chai";
import fc from "fast-check";
import { Parser } from "htmlparser2";
import { createHtml } from "../../src/html/html.ts";

const base = "https://blog.example/2026/nets/";

/** What could act in some markup: tags that nobody wrote a post with, and addresses that run something. */
function active(markup: string): string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (/^(script|style|iframe|object|svg|math|form|input)$/.test(name)) found.push(name);
      for (const [key, value] of Object.entries(attributes)) {
        if (/^on|^style$|^id$/.test(key)) found.push(key);
        if (/^(href|src)$/.test(key) && !/^(https?:\/\/|mailto:)/.test(value)) found.push(value);
      }
    },
  });
  parser.end(markup);
  return found;
}

describe("html: a post of the blog's own", () => {
  const { fromPost } = createHtml();

  for (const [name, source, expected] of [
    [
      "keeps what a long text is made of",
      "<h2>A</h2><p>b <em>c</em></p><pre><code class='language-ts'>x</code></pre>",
      '<h2>A</h2><p>b <em>c</em></p><pre><code class="language-ts">x</code></pre>',
    ],
    ["begins its headings below the title", "<h1>A</h1>", "<h2>A</h2>"],
    [
      "keeps pictures and what they show",
      '<figure><img src="/a.jpg" alt="A net" onerror="x()"><figcaption>Net</figcaption></figure>',
      '<figure><img alt="A net" src="https://blog.example/a.jpg" /><figcaption>Net</figcaption></figure>',
    ],
    [
      "makes addresses absolute",
      '<a href="../knots/">k</a><a href="#fn1">1</a>',
      '<a href="https://blog.example/2026/knots/">k</a><a href="https://blog.example/2026/nets/#fn1">1</a>',
    ],
    [
      "keeps tables",
      "<table><tr><td colspan='2' style='x'>a</td></tr></table>",
      '<table><tr><td colspan="2">a</td></tr></table>',
    ],
    [
      "leaves out scripts, frames, forms and styles",
      '<style>p{}</style><script>x</script><iframe src="https://x.example"></iframe><form><input></form><p style="x" class="y" id="z">a</p>',
      "<p>a</p>",
    ],
    [
      "leaves out addresses that are none, or name a password",
      '<a href="javascript:x">a</a><img src="data:image/png;base64,AA"><a href="https://u:p@x.example/">b</a>',
      "<a>a</a><a>b</a>",
    ],
    ["leaves out control characters", "<p>a\u0000\u0007b</p>", "<p>ab</p>"],
  ] as const) {
    it(name, () => {
      expect(fromPost(source, base)).to.equal(expected);
    });
  }

  it("says so when there is nothing", () => {
    expect(fromPost("  <script>x</script> ", base)).to.equal(null);
  });

  it("gives up what would be too long to send, however it is written", () => {
    for (const long of ["<p>word</p>".repeat(20_000), '"'.repeat(240_000), "網".repeat(170_000), "<b>".repeat(5_000)]) {
      const html = fromPost(long, base);
      if (html !== null) expect(Buffer.byteLength(JSON.stringify(html))).to.be.at.most(500_000);
    }
    expect(fromPost("網".repeat(240_000), base), "long in bytes").to.equal(null);
    expect(fromPost("w".repeat(250_001), base), "long in characters").to.equal(null);
    expect(fromPost("<p>word</p>".repeat(10_000), base)).to.have.length(110_000);
  });

  it("never throws, and lets nothing active through", () => {
    const soup = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom("<a href='", "<img src=javascript:x>", "<svg onload=x>", "</", "<!--", "'>", "\ud800"),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(soup, (pieces) => {
        expect(active(fromPost(pieces.join(""), base) ?? "")).to.deep.equal([]);
      }),
    );
  });
});
