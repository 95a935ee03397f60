import { expect } from "chai";
import fc from "fast-check";
import { Parser } from "htmlparser2";
import { createHtml } from "../../src/html/html.ts";

const tags = [
  ...["<a href='https://x.example/'>", "<a href='javascript:x'>", "</a>", "<p>", "</p>", "<b>", "</b>"],
  ...[
    "<img src=https://x.example/y alt=z>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<svg>",
    "<div>",
    "</div>",
  ],
  ...["<math>", "<mi>", "</mi>", "<annotation encoding=application/x-tex>", "</annotation>", "</math>"],
  ...["<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&#x6a;", "\u0000", "\ud800"],
];
const marks = [
  ...["`", "```", "~~", "~", "^", "*", "_", "[", "](https://x.example)", "![", "|", "# ", "> ", "- "],
  ...["\n", "\n\n", "https://x.example/"],
];
const piece = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom(...tags, ...marks));
const soup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));

/** What a parser makes of it: tags that are not balanced, links inside links, and attributes that could act. */
function faults(markup: string): string[] {
  const found: string[] = [];
  let links = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (/^(script|style|iframe|object|svg|math|img|form|input)$/.test(name)) found.push(`<${name}>`);
      if (name === "a" && ++links > 1) found.push("a link in a link");
      for (const [key, value] of Object.entries(attributes)) {
        if (/^on|^style$|^src$|^id$/.test(key)) found.push(key);
        if (key === "href" && !/^(https?:\/\/|mailto:)/i.test(value)) found.push(value);
      }
    },
    onclosetag(name, implied) {
      if (name === "a") links--;
      if (implied && name !== "br" && name !== "hr") found.push(`${name} is left open`);
    },
    oncomment: (text) => void found.push(text),
  });
  parser.end(markup);
  return found;
}

describe("html: whatever comes", () => {
  const html = createHtml();
  const renderings = { fromMarkdown: html.fromMarkdown, fromRemote: html.fromRemote, fromPlain: html.fromPlain };

  for (const [name, render] of Object.entries(renderings)) {
    it(`${name} makes balanced markup in which nothing is active`, () => {
      fc.assert(
        fc.property(soup, (source) => {
          expect(faults(render(source))).to.deep.equal([]);
        }),
        { numRuns: 1000, seed: 2026 },
      );
    });
  }

  it("makes words of at most the length that is asked for, on one line", () => {
    fc.assert(
      fc.property(soup, fc.integer({ min: 2, max: 60 }), (source, max) => {
        const words = html.toText(source, max);
        expect(words.length).to.be.at.most(max);
        expect(words).not.to.match(/\s\s|\n/);
      }),
      { numRuns: 1000, seed: 2026 },
    );
  });

  it("notices what is active or out of balance", () => {
    expect(faults('<a href="https://x"><a href="/y" onclick="z"></a></a>')).to.deep.equal([
      "a link in a link",
      "/y",
      "onclick",
    ]);
    expect(faults("<p><b>x")).to.deep.equal(["b is left open", "p is left open"]);
  });
});
