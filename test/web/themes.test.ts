import { expect } from "chai";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

describe("the theme of a blog", () => {
  let node: WebNode;
  let session: { cookie: string; csrf: string };
  beforeEach(async () => {
    node = await startWebNode();
    session = await node.signIn();
  });
  afterEach(() => node.close());

  const read = async (path: string) => (await node.get(`${path}?url=${encodeURIComponent(postUrl)}`)).text();
  const save = (fields: Record<string, string>) =>
    node.post("/admin/settings/site", { csrf: session.csrf, ...fields }, { cookie: session.cookie });
  const linkIn = (html: string) => /<link rel="stylesheet" href="([^"]*\/themes\/[^"]*)">/.exec(html)?.[1] ?? null;

  it("costs nothing where none was chosen", async () => {
    expect(linkIn(await read("/fragment"))).to.equal(null);
    expect(linkIn(await read("/thread"))).to.equal(null);
    expect((await node.get("/themes/site/blog.css")).status).to.equal(404);
  });

  it("comes with the thread, may be kept for good, and changes its address with what is in it", async () => {
    expect((await save({ theme: "lake", radius: "3" })).status).to.equal(303);
    const first = linkIn(await read("/fragment")) ?? "";
    expect(first).to.contain(`${node.url}/themes/site/blog.css?v=`);
    const sheet = await fetch(first);
    expect(sheet.headers.get("content-type")).to.equal("text/css; charset=utf-8");
    expect(sheet.headers.get("cache-control")).to.contain("immutable");
    expect(await sheet.text()).to.contain("--antiphon-radius:3px");
    expect(linkIn(await read("/thread"))).to.match(/^\/themes\/site\/node\.css/);
    await save({ accent: "#7a1f5c", font: "mono" });
    const second = linkIn(await read("/fragment")) ?? "";
    expect(second).to.not.equal(first);
    expect((await fetch(first)).headers.get("cache-control")).to.equal("public, max-age=60");
    await save({ theme: "plain", accent: "", radius: "", font: "" });
    expect(linkIn(await read("/fragment"))).to.equal(null);
  });

  it("lets no style in that was typed, and no colour that nobody can read", async () => {
    const bad = { theme: "x}", accent: "#fff;}body{display:none", radius: "3px", font: "Comic Sans" };
    const refused = await save(bad);
    expect(refused.status).to.equal(422);
    expect(await refused.text()).to.contain("4 settings cannot be taken so");
    expect(await (await save({ accent: "#ffcc00" })).text()).to.contain("can hardly be read on a light page");
    expect((await node.world.sites.get("site"))?.theme).to.equal(undefined);
  });
});
