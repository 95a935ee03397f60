import { expect } from "chai";
import { routesIn, type Stack } from "../helpers/routes.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("signing out", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  it("has its button on every page", async () => {
    const routes = routesIn(node.router as unknown as Stack).filter((route) =>
      /^GET \/admin(\/[a-z/-]+)?$/.test(route),
    );
    let pages = 0;
    for (const route of routes) {
      const answer = await node.get(`${route.slice(4)}?do=merge&id=thread`, { cookie });
      if (answer.status !== 200 || !(answer.headers.get("content-type") ?? "").startsWith("text/html")) continue;
      expect(await answer.text(), route).to.contain('action="/admin/logout"');
      pages += 1;
    }
    expect(pages).to.be.greaterThan(12);
  });

  it("is for good, and lets the browser forget the pages", async () => {
    const out = await node.post("/admin/logout", { csrf }, { cookie });
    expect(out.headers.get("clear-site-data")).to.equal('"cache"');
    expect(out.headers.get("set-cookie")).to.contain("Max-Age=0");
    expect((await node.get("/admin/", { cookie })).status).to.equal(401);
  });
});
