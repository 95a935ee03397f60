import { expect } from "chai";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { mediaToken } from "../../src/domain/media.ts";
import { viewWords, withPictures } from "../../src/web/custom-emoji.ts";
import { mira } from "../helpers/comment.ts";
import { postUrl, startWebNode } from "../helpers/web.ts";

const links = { emoji: (address: string) => `https://node.example/media/${new URL(address).pathname.slice(1)}` };
const emoji = [
  { text: ":cat:", image: "https://far.example/cat" },
  { text: ":blob_2:", image: "https://far.example/blob" },
];

/** The HTML with each picture as `[its words its address]`. */
const pictured = (html: string) =>
  withPictures(links, html, emoji).replace(
    /<img class="an-emoji" src="https:\/\/node\.example\/media\/(\w+)" alt="([^"]+)" title="\2" width="20" height="20" loading="lazy" decoding="async">/g,
    "[$2 $1]",
  );

describe("a server's own emoji in words", () => {
  const rows: Record<string, [html: string, shown: string]> = {
    "become pictures": ["<p>a :cat: and :blob_2:</p>", "<p>a [:cat: cat] and [:blob_2: blob]</p>"],
    "also side by side": ["<p>:cat::cat:</p>", "<p>[:cat: cat][:cat: cat]</p>"],
    "stay words when nobody shows them": ["<p>:dog: :cat:</p>", "<p>:dog: [:cat: cat]</p>"],
    "stay part of a word": ["<p>x:cat: :cat:y 1:cat:2</p>", "<p>x:cat: :cat:y 1:cat:2</p>"],
    "stand between letters where no blanks part words": ["<p>おはよう:cat:です</p>", "<p>おはよう[:cat: cat]です</p>"],
    "stay out of tags": [
      '<p><a href="https://x.example/:cat:" title=":cat:">:cat:</a></p>',
      '<p><a href="https://x.example/:cat:" title=":cat:">[:cat: cat]</a></p>',
    ],
    "stay out of code": [
      "<pre><code>:cat:</code> :cat:</pre><p>:cat:</p><code>:cat:</code>:cat:",
      "<pre><code>:cat:</code> :cat:</pre><p>[:cat: cat]</p><code>:cat:</code>[:cat: cat]",
    ],
    "leave what was escaped as it is": ["<p>&lt;b&gt;:cat:&amp;</p>", "<p>&lt;b&gt;[:cat: cat]&amp;</p>"],
  };
  for (const [name, [html, shown]] of Object.entries(rows)) it(name, () => expect(pictured(html)).to.equal(shown));

  it("cost nothing where there are none", () => {
    const html = "<p>:cat:</p>";
    expect(withPictures(links, html)).to.equal(html);
    expect(viewWords(links, "Mira :cat:")).to.deep.equal([{ text: "Mira :cat:", src: null }]);
  });

  it("stand between the plain words of a name", () => {
    expect(viewWords(links, ":cat: Mira <b> :dog:", emoji)).to.deep.equal([
      { text: ":cat:", src: "https://node.example/media/cat" },
      { text: " Mira <b> ", src: null },
      { text: ":dog:", src: null },
    ]);
  });

  it("come by way of this node, in text, warning and name, wherever a comment is shown", async () => {
    const image = "https://far.example/emoji/cat.png";
    const cat = [{ text: ":cat:", image }];
    const node = await startWebNode();
    try {
      await node.put({
        _id: "a",
        author: { ...mira, name: ":cat: Mira", emoji: cat },
        html: "<p>Hello :cat:</p>" as SafeHtml,
        warning: "Cats :cat:",
        emoji: cat,
      });
      const html = await (await node.get(`/fragment?url=${encodeURIComponent(postUrl)}`)).text();
      const src = `${node.url}/media/${mediaToken(node.world.secrets, { kind: "emoji", address: image })}`;
      const picture = `<img class="an-emoji" src="${src}" alt=":cat:" title=":cat:"`;
      expect(html.split(picture).length - 1).to.equal(3);
      expect(html)
        .to.match(/<summary dir="auto">Cats <img /)
        .and.match(/<p>Hello <img /)
        .and.match(/>\s*<img [^>]*> Mira</);
      expect(html).to.not.include("far.example/emoji");
    } finally {
      await node.close();
    }
  });

  it("make fifty pictures at most, however often they are written", () => {
    const html = `<p>${":cat:".repeat(20_000)}</p>`;
    const shown = withPictures(links, html, emoji);
    expect(shown.split("<img ").length - 1).to.equal(50);
    expect(shown.endsWith(":cat::cat:</p>")).to.equal(true);
    const words = viewWords(links, ":cat:".repeat(150), emoji);
    expect(words.filter(({ src }) => src !== null)).to.have.lengthOf(50);
  });
});
