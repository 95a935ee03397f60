import { expect } from "chai";
import { readMediaToken } from "../../src/domain/media.ts";
import { aProfile, aQuote } from "../helpers/quote.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const image = "https://far.example/emoji/blob%22cat.png";
const path = (form: string) => `/${form}?url=${encodeURIComponent(postUrl)}`;

describe("reactions on the page", () => {
  let node: WebNode;
  beforeEach(async () => {
    // Where readers vote, likes stand on the button.
    node = await startWebNode({ site: { votes: "off" } });
  });
  afterEach(() => node.close());

  const reactionsIn = (html: string) =>
    [...html.matchAll(/<ul class="an-reactions"[\s\S]*?<\/ul>/g)].map(([list]) => list);
  const wordsIn = (html = "") =>
    [...html.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, item = ""]) => item.replace(/<[^>]*>/g, "").trim());

  it("are words where they have a name, and emoji with their numbers", async () => {
    const counts = {
      likes: 1203,
      boosts: 1,
      dislikes: 2,
      quotes: 3,
      emojiLikes: 3,
      emoji: [{ text: "👍", image: null, count: 5 }],
      moreEmoji: 7,
    };
    await node.put({ _id: "a", counts });
    for (const form of ["fragment", "thread"]) {
      const [list] = reactionsIn(await (await node.get(path(form))).text());
      expect(wordsIn(list)).to.deep.equal(["1,200 likes, 2 dislikes, 1 boost, quoted by 3", "👍 5", "and 7 more"]);
    }
  });

  it("show a server's own emoji through this node, in a place that does not shift", async () => {
    await node.put({ _id: "a", counts: { likes: 0, boosts: 0, emoji: [{ text: ":blobcat:", image, count: 2 }] } });
    const html = await (await node.get(path("fragment"))).text();
    const tag = /<img class="an-emoji"[^>]*>/.exec(html)?.[0] ?? "";
    expect(tag).to.include('alt=":blobcat:"').and.include('title=":blobcat:"');
    expect(tag).to.include('width="20" height="20"').and.include('loading="lazy"');
    const src = /src="([^"]*)"/.exec(tag)?.[1] ?? "";
    expect(src.startsWith(`${node.url}/media/`)).to.equal(true);
    expect(readMediaToken(node.world.secrets, src.split("/").at(-1) ?? "")).to.deep.equal({
      kind: "emoji",
      address: image,
    });
    expect(html).to.not.include("far.example/emoji");
  });

  it("tell who quotes, with the post and without a face, and how many are not named", async () => {
    await node.world.profiles.put(aProfile({ name: "Mira :cat:", emoji: [{ text: ":cat:", image }], avatar: image }));
    await node.world.reactions.put(aQuote({ _id: "q", target: "a" }));
    await node.world.reactions.put(aQuote({ _id: "r", target: "a", activity: "javascript:alert(1)", actor: "nobody" }));
    await node.put({ _id: "a", counts: { likes: 1, boosts: 0, quotes: 3 } });
    const html = await (await node.get(path("fragment"))).text();
    const [quotes = ""] = /<details class="an-quotes">[\s\S]*?<\/details>/.exec(html) ?? [];
    expect(quotes).to.contain("<summary>quoted by 3</summary>");
    expect(wordsIn(quotes.replace(/\s*\n\s*/g, ""))).to.deep.equal(["Mira :cat: @mira@far.example", "and 2 more"]);
    expect(quotes).to.contain('href="https://far.example/posts/q" rel="nofollow ugc noopener"');
    expect(quotes).to.not.contain("<img").and.not.contain("an-face").and.not.contain("javascript:");
    expect(html, "counted once").to.contain("<li>1 like</li>");
  });

  it("tell who quotes the post as well", async () => {
    await node.world.profiles.put(aProfile());
    await node.world.reactions.put(aQuote({ _id: "q" }));
    await node.world.threads.setReactions("thread", { likes: 0, boosts: 0, quotes: 1 });
    const html = await (await node.get(path("thread"))).text();
    expect(html)
      .to.contain("<summary>quoted by 1</summary>")
      .and.contain("<bdi>Mira</bdi>")
      .and.not.contain("more</span>");
  });

  it("stand below the post's title as well, with where they come from", async () => {
    await node.world.threads.setReactions("thread", {
      likes: 2,
      boosts: 0,
      emoji: [{ text: "🎉", image: null, count: 1 }],
    });
    await node.put({ _id: "a" });
    const [list] = reactionsIn(await (await node.get(path("fragment"))).text());
    expect(wordsIn(list)).to.deep.equal(["2 likes", "🎉 1", "on the fediverse"]);
  });

  it("leave no trace where there are none, nor where a document is from before there were emoji", async () => {
    await node.put({ _id: "a", counts: { likes: 0, boosts: 0 } });
    expect(reactionsIn(await (await node.get(path("fragment"))).text())).to.deep.equal([]);
  });

  it("show a like that carries an emoji once", async () => {
    await node.put({
      _id: "a",
      counts: { likes: 1, boosts: 0, emojiLikes: 1, emoji: [{ text: "🦆", image: null, count: 1 }] },
    });
    expect(wordsIn(reactionsIn(await (await node.get(path("fragment"))).text())[0])).to.deep.equal(["🦆 1"]);
  });

  it("cannot bring markup", async () => {
    const text = '"><script>alert(1)</script>';
    await node.put({
      _id: "a",
      counts: {
        likes: 0,
        boosts: 0,
        emoji: [
          { text, image, count: 1 },
          { text, image: null, count: 1 },
        ],
      },
    });
    expect(await (await node.get(path("fragment"))).text()).to.not.include("<script>alert");
  });
});
