import { expect } from "chai";
import { seedDemo } from "../../src/web/demo/seed.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("the demo blog", () => {
  let node: WebNode;
  before(async () => {
    node = await startWebNode({ demo: true });
    await seedDemo(node.world, node.openThread, node.url);
    node.clock.advance(250);
  });
  after(() => node.close());

  it("lists its posts with how many answered", async () => {
    const html = await (await node.get("/demo/")).text();
    expect(html).to.contain("The bench by the lock").and.contain("6 comments");
  });

  it("carries the comments in the page itself, and names the post on the fediverse", async () => {
    const answer = await node.get("/demo/the-bench-by-the-lock");
    const html = await answer.text();
    const note = /<link rel="alternate" type="application\/activity\+json" href="([^"]+)">/.exec(html)?.[1] ?? "";
    expect(note).to.match(/\/ap\/posts\/[a-z0-9]+$/);
    expect(answer.headers.get("link")).to.equal(`<${note}>; rel="alternate"; type="application/activity+json"`);
    expect(html).to.contain(`<link rel="canonical" href="${node.url}/demo/the-bench-by-the-lock">`);
    expect(html).to.contain("dov@pixel.example").and.contain("Harriet Penn").and.contain("This comment was deleted.");
  });

  it("has a feed with the words of each post", async () => {
    const answer = await node.get("/demo/feed.xml");
    const xml = await answer.text();
    expect(answer.headers.get("content-type")).to.contain("application/atom+xml");
    expect(xml.match(/<entry>/g)).to.have.lengthOf(4);
    expect(xml).to.contain(`${node.url}/demo/bread-slowly`).and.contain("&lt;p&gt;");
  });

  it("seeds once, with one comment that waits for the owner", async () => {
    const before = await node.world.comments.inState("published", { limit: 100 });
    await seedDemo(node.world, node.openThread, node.url);
    const after = await node.world.comments.inState("published", { limit: 100 });
    expect(after.items.length).to.equal(before.items.length).and.to.be.greaterThan(10);
    expect((await node.world.comments.inState("held", { limit: 10 })).items).to.have.lengthOf(1);
  });

  it("404 for a post that it does not have", async () => {
    expect((await node.get("/demo/nothing")).status).to.equal(404);
  });
});
