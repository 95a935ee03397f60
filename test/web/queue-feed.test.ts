import { expect } from "chai";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";
import { isWellFormed } from "../helpers/well-formed.ts";

describe("the feed of what waits", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  const press = (what: string) => node.post("/admin/mail/feed", { csrf, site: "site", do: what }, { cookie });
  const address = async () => {
    const html = await (await node.get("/admin/mail", { cookie })).text();
    return /<code[^>]*>[^<]*(\/feeds\/queue\.atom\?key=[^<]+)</.exec(html)?.[1] ?? null;
  };

  it("tells author, beginning and reasons, leads to the owner’s pages, and lets nothing be decided", async () => {
    expect(await address()).to.equal(null);
    await press("open");
    await node.put({ _id: "out", html: "<p>Published</p>" as SafeHtml });
    const html = `<p>Look <a href="https://x.example">here</a> &amp; there: ${"very long ".repeat(60)}</p>` as SafeHtml;
    const author = { kind: "visitor" as const, name: "Ada <b>", website: null, email: "ada@reader.example", hash: "h" };
    const { number } = await node.put({ _id: "a", state: "held", heldFor: ["It has 7 links."], author, html });
    const answer = await node.get((await address()) ?? "");
    expect(answer.status).to.equal(200);
    expect(answer.headers.get("content-type")).to.contain("application/atom+xml");
    expect(answer.headers.get("cache-control")).to.equal("private, no-cache");
    expect(answer.headers.get("x-robots-tag")).to.equal("noindex");
    const text = await answer.text();
    expect(isWellFormed(text)).to.equal(true);
    expect(text).to.contain("Ada &lt;b&gt;").and.contain("Look here").and.contain("It has 7 links.");
    expect(text).to.contain(`/admin/#comment-${number}`);
    expect(text).to.not.contain("ada@reader.example").and.not.contain("Published").and.not.contain("/mail/decide");
    expect(text.match(/very long/g)?.length).to.be.lessThan(35);
    const again = await node.get((await address()) ?? "", { "if-none-match": answer.headers.get("etag") ?? "" });
    expect(again.status).to.equal(304);
  });

  it("has an address that ends with the next one, or when it is closed", async () => {
    await press("open");
    const first = (await address()) ?? "";
    await press("open");
    const second = (await address()) ?? "";
    expect(second).to.not.equal(first);
    expect((await node.get(first)).status).to.equal(404);
    expect((await node.get(second)).status).to.equal(200);
    expect((await node.get(`${second}x`)).status).to.equal(404);
    expect((await node.get("/feeds/queue.atom")).status).to.equal(404);
    await press("close");
    expect(await address()).to.equal(null);
    expect((await node.get(second)).status).to.equal(404);
    const { items } = await node.world.audit.list({ site: "site" }, { limit: 5 });
    expect(items.map(({ act }) => act).sort()).to.deep.equal(["feed.close", "feed.open", "feed.open"]);
  });
});
