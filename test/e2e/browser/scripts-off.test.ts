import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { createSignIn } from "../../../src/usecases/door/sign-in.ts";
import type { FindWay } from "../../../src/usecases/visit/reply-from-home.ts";
import { seedDemo } from "../../../src/web/demo/seed.ts";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { startWebNode, type WebNode } from "../../helpers/web.ts";

describeInBrowser("a browser with scripts off", (browser) => {
  let clientDir: string;
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;
  before(async () => {
    clientDir = await buildClient();
  });
  beforeEach(async () => {
    const findWay: FindWay = async ({ host }) =>
      host === "gts.example" ? { kind: "none" } : { kind: "open", url: `${node.url}/healthz?opened-on=${host}` };
    node = await startWebNode({ demo: true, settings: { clientDir }, findWay });
    await seedDemo(node.world, node.openThread, node.url);
    context = await browser().newContext({ javaScriptEnabled: false });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context?.close();
    await node?.close();
  });

  const open = async (slug = "bread-slowly") => {
    await page.goto(`${node.url}/demo/${slug}`);
    node.clock.advance(4_000);
  };

  it("reads the comments on the blog's own page", async () => {
    await open();
    expect(await page.locator(".an-comment").count()).to.equal(4);
    expect(await page.locator("text=Original on boulange.example").isVisible()).to.equal(true);
  });

  it("previews, corrects a mistake with the text kept, posts, edits and deletes", async () => {
    await open();
    await page.fill("[name=text]", "Two loaves, **always**.");
    await page.fill("[name=author]", "Nell");
    await page.click("text=Preview");
    expect(await page.locator(".an-preview strong").textContent()).to.equal("always");

    await page.locator("summary:has-text('E-mail')").click();
    await page.fill("[name=website]", "not a site");
    await page.click("text=Post comment");
    expect(await page.locator(".an-fault").textContent()).to.contain("A website starts with");
    expect(await page.inputValue("[name=text]")).to.equal("Two loaves, **always**.");

    await page.fill("[name=website]", "");
    await page.click("text=Post comment");
    expect(await page.locator(".an-said").textContent()).to.contain("posted");
    expect(page.url()).to.match(/#comment-\d+$/);
    expect(await page.locator(".an-item:target strong").textContent()).to.equal("always");

    await page.click(".an-edit");
    await page.fill("[name=text]", "Two loaves, sometimes.");
    await page.click("text=Save");
    expect(await page.locator(".an-item:target .an-text").textContent()).to.contain("sometimes");

    await page.click(".an-delete");
    await page.click("button:has-text('Delete')");
    expect(await page.locator(".an-said").textContent()).to.contain("deleted");
    expect(await page.locator("text=sometimes").count()).to.equal(0);
  });

  it("answers a comment by its link, with the form below it", async () => {
    await open();
    await page.locator(".an-reply").first().click();
    expect(await page.locator("li > form .an-sub").textContent()).to.contain("Baptiste");
    node.clock.advance(4_000);
    await page.fill("[name=text]", "The hour it is.");
    await page.click("text=Post comment");
    const parent = page.locator("li:has(> .an-list > li:target)");
    expect(await parent.locator("> .an-comment .p-name").textContent()).to.equal("Baptiste");
  });

  it("answers from the reader's own server, by its link or by an address to copy", async () => {
    await open();
    await page.locator("summary:has-text('Reply from your own server')").click();
    await page.fill(".an-home [name=server]", "@ada@gts.example");
    const [tab] = await Promise.all([context.waitForEvent("page"), page.click("text=Open it there")]);
    expect(await tab.locator(".an-problem").textContent()).to.contain("gts.example offers no address");
    expect(await tab.inputValue(".an-copy input")).to.match(/\/ap\/posts\/\w+$/);
    await tab.click("text=Try another one");
    await tab.fill(".an-home [name=server]", "social.example");
    await tab.check("[name=remember]");
    await tab.click("text=Open it there");
    await tab.waitForURL("**/healthz?opened-on=social.example");
    await tab.goto(`${node.url}/from-home?url=${encodeURIComponent(`${node.url}/demo/bread-slowly`)}`);
    expect(await tab.inputValue(".an-home [name=server]")).to.equal("social.example");
  });

  it("waits for the owner, who lets it in by a link that works once", async () => {
    await node.world.sites.set("site", { moderation: "first" });
    node.clock.advance(250);
    await open();
    await page.fill("[name=text]", "A stranger knocks.");
    await page.click("text=Post comment");
    expect(await page.locator(".an-held").textContent())
      .to.contain("Only you see this")
      .and.contain("A stranger knocks.");

    const owner = await (await browser().newContext({ javaScriptEnabled: false })).newPage();
    await owner.goto(`${node.url}/demo/bread-slowly`);
    expect(await owner.locator("text=A stranger knocks.").count()).to.equal(0);
    await owner.goto(`${node.url}/login?token=${await createSignIn(node.world).issueLogin()}`);
    await owner.click("text=Sign in as the owner");
    const card = owner.locator("li.card", { hasText: "A stranger knocks." });
    await card.locator("text=Approve").click();
    expect(await owner.locator(".done p").textContent()).to.equal("Published.");
    await owner.goto(`${node.url}/demo/bread-slowly`);
    expect(await owner.locator("text=A stranger knocks.").count()).to.equal(1);
    await owner.context().close();

    await open("what-the-radio-remembered");
    await page.fill("[name=text]", "No stranger any more.");
    await page.click("text=Post comment");
    expect(await page.locator(".an-said").textContent()).to.contain("posted");
  });

  it("blocks a server from the queue, and takes that back", async () => {
    await page.goto(`${node.url}/login?token=${await createSignIn(node.world).issueLogin()}`);
    await page.click("text=Sign in as the owner");
    await page.goto(`${node.url}/admin/?tab=published`);
    const card = page.locator("li.card", { has: page.locator(".an-text", { hasText: "Thirty years a baker" }) });
    await card.locator("summary").click();
    await card.locator("text=Block all of boulange.example").click();
    await page.goto(`${node.url}/demo/bread-slowly`);
    expect(await page.locator("text=Thirty years a baker").count()).to.equal(0);
    expect(await page.locator("text=This comment is not shown.").count()).to.equal(1);
    await page.goto(`${node.url}/admin/blocks`);
    await page.click("text=Take back");
    await page.goto(`${node.url}/demo/bread-slowly`);
    expect(await page.locator("text=Thirty years a baker").count()).to.equal(1);
  });

  it("fits a phone without scrolling sideways", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const { cookie } = await node.signIn();
    await context.addCookies([{ name: "antiphon", value: cookie.split("=")[1] ?? "", url: node.url }]);
    const scripted = await browser().newContext({ viewport: { width: 360, height: 740 } });
    await scripted.addCookies(await context.cookies());
    const wide = await scripted.newPage();
    for (const where of [
      "/",
      "/demo/",
      "/demo/a-page-that-answers",
      "/admin/",
      "/admin/?tab=published",
      "/admin/blocks",
      "/admin/posts",
      "/admin/people",
      "/admin/you",
    ]) {
      await wide.goto(`${node.url}${where}`);
      expect(await wide.evaluate("document.documentElement.scrollWidth"), where).to.be.at.most(360);
    }
    await scripted.close();
  });
});
