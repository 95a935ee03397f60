import { expect } from "chai";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { type Comment, untitledWarning } from "../../src/domain/comment.ts";
import { mira } from "../helpers/comment.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const places = { fragment: "/fragment", page: "/thread", "private page": "/thread?reply=99999&" };

describe("comments that their authors do not want to be found", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  const put = (given: Partial<Comment> & { _id: string }) =>
    node.put({
      origin: "fediverse",
      author: mira,
      html: `<p>Words of ${given._id}</p>` as SafeHtml,
      remote: { id: `https://far.example/${given._id}`, url: `https://far.example/@mira/${given._id}` },
      ...given,
    });
  const read = async (path: string) =>
    (await node.get(`${path}${path.includes("?") ? "" : "?"}url=${encodeURIComponent(postUrl)}`)).text();
  /** The element that holds all of a comment but its answers. */
  const opening = (html: string, { number }: Comment) =>
    new RegExp(`<([a-z]+) class="an-comment[^>]*aria-labelledby="an-by-${number} [^"]*"[^>]*>`).exec(html);

  for (const [name, path] of Object.entries(places)) {
    it(`are kept out of search results on the ${name}, and no others are`, async () => {
      const plain = await put({ _id: "plain" });
      const unlisted = await put({ _id: "unlisted", unlisted: true });
      const answer = await put({ _id: "answer", parent: "unlisted", path: ["unlisted"] });
      const shy = await put({ _id: "shy", author: { ...mira, unsearchable: true } });
      const html = await read(path);
      // Search engines read the attribute on `div`, `section` and `span` alone.
      for (const quiet of [unlisted, shy]) {
        expect(opening(html, quiet)?.[1]).to.equal("div");
        expect(opening(html, quiet)?.[0]).to.include(" data-nosnippet");
      }
      for (const found of [plain, answer]) expect(opening(html, found)?.[0]).to.not.include("nosnippet");
      expect(html.match(/data-nosnippet/g)).to.have.length(2);
    });
  }

  it("hold their name, their handle, their warning and what they attached inside", async () => {
    const comment = await put({
      _id: "all",
      unlisted: true,
      warning: "A warning",
      attachments: [{ url: "https://far.example/a.png", mediaType: "image/png", alt: "a heron", sensitive: true }],
    });
    const html = await read("/fragment");
    const start = opening(html, comment)?.index ?? -1;
    const inside = html.slice(start, html.indexOf("</footer>", start));
    for (const words of ["Mira", "@mira@far.example", "A warning", "Words of all", "Picture (sensitive): a heron"]) {
      expect(inside).to.include(words);
      expect(html.replace(inside, "")).to.not.include(words);
    }
  });

  it("lend and take no authority by their links", async () => {
    await put({ _id: "one", author: { ...mira, unsearchable: true } });
    const html = await read("/fragment");
    const outward = html.match(/<a [^>]*href="https:\/\/far\.example[^>]*>/g) ?? [];
    expect(outward).to.have.length(2);
    for (const link of outward) expect(link).to.match(/rel="nofollow ugc noopener"/);
  });

  it("are found again once their author lets them", async () => {
    const shy = await put({ _id: "shy", author: { ...mira, unsearchable: true } });
    expect(await read("/fragment")).to.include("data-nosnippet");
    await node.world.comments.change(shy, { author: mira });
    await node.world.threads.raise("thread", await node.world.comments.counts("thread"));
    node.clock.advance(250);
    expect(await read("/fragment")).to.not.include("data-nosnippet");
  });

  it("say in words that something is folded away when their author does not", async () => {
    await put({ _id: "folded", warning: untitledWarning });
    expect(await read("/fragment")).to.match(/<summary[^>]*>Content warning<\/summary>/);
  });
});
