import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { describeInBrowser } from "../../helpers/browser.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { postUrl, startWebNode, type WebNode } from "../../helpers/web.ts";

const thread = `/thread?url=${encodeURIComponent(postUrl)}`;
const phone = { viewport: { width: 360, height: 740 } };

describeInBrowser("posts on a phone, with scripts off", (browser) => {
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;

  beforeEach(async () => {
    node = await startWebNode({ publishes: true, site: { guests: true } });
    await node.put({ _id: "a" });
    ({ context, page } = await enterAsOwner(browser(), node, { ...phone, javaScriptEnabled: false }));
  });
  afterEach(async () => {
    await context?.close();
    await node?.close();
  });

  /** Looks at a page as it stands, opened wide, in every look, and for whether it is wider than the phone. */
  async function isClean(address: string): Promise<void> {
    const looking = await browser().newContext({ ...phone, storageState: await context.storageState() });
    const look = await looking.newPage();
    await look.goto(`${node.url}${address}`);
    await look.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(await look.evaluate("document.documentElement.scrollWidth"), address).to.be.at.most(360);
    expect(await findBarriersInEveryLook(look), address).to.deep.equal([]);
    await looking.close();
  }

  it("keep what visitors write here, or let it out as their blog does", async () => {
    const box = page.locator("#antiphon-form input[name=federate]");
    await page.goto(`${node.url}${thread}`);
    expect(await box.count()).to.equal(1);
    for (const [choice, boxes] of [
      ["no, they stay here", 0],
      ["like the blog: if they tick the box", 1],
    ] as const) {
      await page.goto(`${node.url}/admin/posts`);
      await page.locator(".row summary").click();
      await page.getByLabel("Visitors’ comments to the fediverse").selectOption(choice);
      await page.locator(".row details").getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/done=level/);
      await isClean("/admin/posts");
      await page.goto(`${node.url}${thread}`);
      expect(await box.count(), choice).to.equal(boxes);
    }
  });

  it("are withdrawn after a page that asks, and published again", async () => {
    await page.goto(`${node.url}/admin/posts`);
    const way = page.getByRole("link", { name: "Withdraw: A post" });
    expect((await way.boundingBox())?.height).to.be.at.least(44);
    const asking = (await way.getAttribute("href")) ?? "";
    await isClean(asking);
    await way.click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).to.equal("Withdraw A post?");
    await page.getByRole("link", { name: "Leave it" }).click();
    await page.waitForURL(/\/admin\/posts$/);
    expect(node.told).to.deep.equal([]);

    await way.click();
    await page.getByRole("button", { name: "Withdraw it" }).click();
    await page.waitForURL(/done=withdrawn/);
    expect(await page.getByRole("status").textContent()).to.contain("asked to delete it");
    expect(node.told).to.deep.equal(["delete thread thread"]);
    await isClean("/admin/posts");
    await page.goto(`${node.url}${thread}`);
    expect(await page.locator("#antiphon-form").count()).to.equal(0);

    await page.goto(`${node.url}/admin/posts`);
    await page.locator("summary", { hasText: "Withdrawn" }).click();
    await page.getByRole("button", { name: "Publish again" }).click();
    await page.waitForURL(/done=published/);
    expect(node.told).to.deep.equal(["delete thread thread", "create thread thread"]);
    await isClean("/admin/posts");
    await page.goto(`${node.url}${thread}`);
    expect(await page.locator("#antiphon-form").count()).to.equal(1);
  });
});
