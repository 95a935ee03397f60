import { expect } from "chai";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const asked = (url: string, more = "") => `/fragment?url=${encodeURIComponent(url)}${more}`;
const built = (url: string) => asked(url, "&built=yes");

describe("GET /fragment for a page that is being built", () => {
  let node: WebNode;
  const checks = async () => (await node.world.jobs.count()).waiting;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  it("says of itself that it was built, so that a script looks whether it still holds", async () => {
    await node.put({ _id: "a" });
    expect(await (await node.get(built(postUrl))).text()).to.match(/^<section class="antiphon"[^>]* data-built /);
    expect(await (await node.get(asked(postUrl))).text())
      .to.contain("1 comment")
      .and.not.contain("data-built");
  });

  it("has no page looked at that is not there before it is built; the first reader has", async () => {
    const url = `${blogOrigin}/not-online-yet`;
    expect(await (await node.get(built(url))).text())
      .to.contain("data-built")
      .and.contain("<form");
    expect(await checks()).to.equal(0);
    await node.get(asked(url));
    expect(await checks()).to.equal(1);
  });

  it("answers 304 to a build that has it, until something changes", async () => {
    const etag = (await node.get(built(postUrl))).headers.get("etag") ?? "";
    expect((await node.get(built(postUrl), { "if-none-match": etag })).status).to.equal(304);
    await node.put({ _id: "new" });
    expect((await node.get(built(postUrl), { "if-none-match": etag })).status).to.equal(200);
  });

  it("is a problem in words for an address of no blog of the node", async () => {
    const answer = await node.get(built("https://elsewhere.example/post"));
    expect(answer.status).to.equal(404);
    expect(await answer.text()).to.contain("none of the blogs that this node serves");
  });
});
