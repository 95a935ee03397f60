import { expect } from "chai";
import { stripMentions } from "../../../federation/incoming/mentions.ts";

const us = "https://node.example/ap/actors/blog";
const addressee = { is: (href: string) => href === us };
const tags = [{ href: us, name: "@blog@node.example" }];
const mention = (href: string, name: string) => `<a href="${href}" class="u-url mention">@<span>${name}</span></a>`;

const zoe = mention("https://other.example/@zoe", "zoe");

describe("mentions at the front of a reply", () => {
  const rows: [string, string, string][] = [
    ["a mention of us", `<p>${mention(us, "blog")} hi</p>`, "<p>hi</p>"],
    ["one in a card", `<p><span class="h-card" translate="no">${mention(us, "blog")}</span> hi</p>`, "<p>hi</p>"],
    ["one without a paragraph", `${mention(us, "blog")}, hi`, "hi"],
    ["one and a line break", `<p>${mention(us, "blog")}<br>hi</p>`, "<p>hi</p>"],
    ["a page of ours that the tag explains", `<p>${mention("https://node.example/@blog", "blog")} hi</p>`, "<p>hi</p>"],
    ["one in a list of recipients", `<span class="r"><span>${mention(us, "blog")}</span> </span>hi`, "hi"],
    ["one in a paragraph of its own", `<p>${mention(us, "blog")}</p><p>hi</p>`, "<p>hi</p>"],
    ["one before somebody else", `<p>${mention(us, "blog")} ${zoe} hi</p>`, `<p>${zoe} hi</p>`],
    ["one after somebody else", `<p>${zoe} ${mention(us, "blog")} hi</p>`, `<p>${zoe} hi</p>`],
    ["a bare name that says it is one", `<p><a href="${us}" class="mention">A blog</a>, hi</p>`, "<p>hi</p>"],
    ["several times", `<p>${mention(us, "blog")} ${mention(us, "blog")} hi</p>`, "<p>hi</p>"],
  ];
  for (const [name, html, left] of rows) {
    it(`takes away ${name}`, () => expect(stripMentions(html, tags, addressee)).to.equal(left));
  }

  const kept: Record<string, string> = {
    "somebody else": `<p>${zoe} hi</p>`,
    "a hashtag": `<p><a href="${us}" class="mention hashtag">#blog</a> hi</p>`,
    "us in the middle": `<p>hi ${mention(us, "blog")}</p>`,
    "a link to us that is no mention": `<p><a href="${us}">this post</a> is fine</p>`,
    "a page of another server that the tag does not explain": `<p>${mention("https://evil.example/@blog", "blog")} hi</p>`,
    "broken markup": `<p><a href="${us}" class="mention">@blog`,
    "an empty text": "",
  };
  for (const [name, html] of Object.entries(kept)) {
    it(`keeps ${name}`, () => expect(stripMentions(html, tags, addressee)).to.equal(html));
  }

  it("does not take long over hostile markup", () => {
    const before = process.cpuUsage();
    for (const part of ["<a ", "<span><a href=x>", `${mention(us, "blog")}`, "<p ", "&nbsp;"]) {
      stripMentions(part.repeat(Math.floor(200_000 / part.length)), tags, addressee);
    }
    expect(process.cpuUsage(before).user / 1000).to.be.lessThan(500);
  });
});
