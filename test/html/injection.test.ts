import { expect } from "chai";
import { Parser } from "htmlparser2";
import { createHtml } from "../../src/html/html.ts";

/** What a browser would build: every tag and attribute that is left. */
function leftovers(markup: string): string[] {
  const bad: string[] = [];
  const tags =
    /^(p|br|hr|a|span|abbr|del|ins|s|pre|blockquote|code|b|strong|u|sub|sup|i|em|h4|h5|h6|ul|ol|li|ruby|rt|rp|table|thead|tbody|tr|th|td)$/;
  const attributes = /^(href|rel|target|class|lang|dir|translate|title|start|reversed|value)$/;
  const parser = new Parser({
    onopentag(name, given) {
      if (!tags.test(name)) bad.push(`<${name}>`);
      for (const [key, value] of Object.entries(given)) {
        if (!attributes.test(key)) bad.push(key);
        if (key === "href" && !/^(https?:\/\/|mailto:)/i.test(value)) bad.push(`href=${value}`);
      }
    },
    oncomment: (text) => void bad.push(`<!--${text}`),
    onprocessinginstruction: (name) => void bad.push(name),
  });
  parser.end(markup);
  return bad;
}

const handlers = [
  "onclick",
  "onerror",
  "onload",
  "onmouseover",
  "onfocus",
  "ontoggle",
  "onanimationend",
  "onpointerenter",
];
const schemes = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\tscript:alert(1)",
  "java\nscript:alert(1)",
  "&#106;avascript:alert(1)",
  "&#x6A;avascript&colon;alert(1)",
  "\u0001javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "data:text/html;base64,PHNjcmlwdD4=",
  "vbscript:msgbox(1)",
  "file:///etc/passwd",
  "blob:https://x/1",
  "//evil.example/x",
  "/relative",
  "\\\\evil.example\\x",
];
const carriers = [
  "script",
  "iframe",
  "object",
  "embed",
  "svg",
  "math",
  "style",
  "link",
  "meta",
  "base",
  "form",
  "input",
  "button",
  "video",
  "audio",
  "details",
  "marquee",
  "template",
  "noscript",
  "frameset",
  "portal",
  "dialog",
];
const whole = [
  "<script>alert(1)</script>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  '<svg><a xlink:href="javascript:alert(1)"><text y=20>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  '<a href="https://x.example" style="background:url(javascript:alert(1))">x</a>',
  '<p style="position:fixed;inset:0">overlay</p>',
  "<!--><img src=x onerror=alert(1)>-->",
  "<![CDATA[<img src=x onerror=alert(1)>]]>",
  "<?xml version='1.0'?><img src=x onerror=alert(1)>",
  '<img src="x` `<script>alert(1)</script>"` `>',
  '<a href="https://x.example"onclick="alert(1)">x</a>',
  "<b <script>alert(1)</script>0",
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  "<textarea></textarea><script>alert(1)</script>",
  '<title><a href="</title><img src onerror=alert(1)>">',
  '<xmp><p title="</xmp><svg onload=alert(1)>">',
  '"><script>alert(1)</script>',
  "<a id=antiphon name=body>clobber</a>",
  '<p data-reply="1" id="comment-1">spoof</p>',
];
const vectors = [
  ...handlers.flatMap((name) => [
    `<p ${name}=alert(1)>x</p>`,
    `<a href="https://x.example" ${name}="alert(1)">x</a>`,
    `<img src=x ${name}=alert(1)>`,
  ]),
  ...schemes.flatMap((scheme) => [`<a href="${scheme}">x</a>`, `<a href='${scheme}'>x`, `<img src="${scheme}" alt=x>`]),
  ...carriers.map((tag) => `<${tag} src=https://evil.example/x onload=alert(1)>x</${tag}>`),
  ...whole,
];

describe("html: injection", () => {
  const html = createHtml();
  it(`tries at least 100 vectors`, () => expect(vectors.length).to.be.at.least(100));
  for (const vector of vectors) {
    it(`leaves nothing active of ${vector.replace(/\s+/g, " ").slice(0, 70)}`, () => {
      expect(leftovers(html.fromRemote(vector)), "as remote HTML").to.deep.equal([]);
      expect(leftovers(html.fromMarkdown(vector)), "as Markdown").to.deep.equal([]);
      expect(leftovers(html.fromPlain(vector)), "as plain text").to.deep.equal([]);
    });
  }
  it("would notice what is active", () => {
    expect(leftovers("<script>1</script>")).to.deep.equal(["<script>"]);
    expect(leftovers('<a href="javascript:x" onclick="y">')).to.deep.equal(["href=javascript:x", "onclick"]);
  });
});
