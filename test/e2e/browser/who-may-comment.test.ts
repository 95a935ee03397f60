import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { describeInBrowser } from "../../helpers/browser.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { postUrl, startWebNode, type WebNode } from "../../helpers/web.ts";

const thread = `/thread?url=${encodeURIComponent(postUrl)}`;

describeInBrowser("who may comment, with scripts off", (browser) => {
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;

  beforeEach(async () => {
    node = await startWebNode();
    const source = { text: "Come to the casino", type: "text/markdown" as const };
    await node.put({ _id: "a", source, html: "<p>Come to the casino</p>" as SafeHtml });
    await node.put({ _id: "b", source: { ...source, text: "Stay at home" }, html: "<p>Stay at home</p>" as SafeHtml });
    ({ context, page } = await enterAsOwner(browser(), node, { javaScriptEnabled: false }));
  });
  afterEach(async () => {
    await context?.close();
    await node?.close();
  });

  async function isClean(address: string, what: string): Promise<void> {
    const looking = await browser().newContext({ storageState: await context.storageState() });
    const look = await looking.newPage();
    await look.goto(`${node.url}${address}`);
    await look.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(await findBarriersInEveryLook(look), what).to.deep.equal([]);
    await looking.close();
  }

  it("is decided for a post and for its blog by keyboard alone, and seen by readers at once", async () => {
    await page.goto(`${node.url}/admin/posts`);
    const post = page.locator(".row details");
    await post.locator("summary").focus();
    await page.keyboard.press("Enter");
    await post.getByLabel("From the form").selectOption("closed");
    await post.getByRole("button", { name: "Save" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/done=level/);
    expect(await page.getByRole("status").textContent()).to.contain("from now on");
    expect(await page.locator(".row details > summary").textContent()).to.contain("from the form closed");

    await page.goto(`${node.url}${thread}`);
    expect(await page.locator("#antiphon-form").count()).to.equal(0);
    expect(await page.getByText("Comments on this page are closed.").count()).to.equal(1);

    await page.goto(`${node.url}/admin/posts`);
    await page.getByRole("link", { name: "Settings of this blog" }).click();
    await page.getByLabel("From the fediverse").selectOption("every one waits");
    await page.getByLabel(/Close threads/).fill("30");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/done=saved/);
    await page.goto(`${node.url}/admin/posts`);
    expect(await page.locator(".facts").textContent()).to.contain("from the fediverse every one waits");
    expect((await node.world.sites.get("site"))?.closeAfterDays).to.equal(30);
    await post.locator("summary").click();
    await post.getByLabel("From the form").selectOption("like the blog: closed");
    const days = post.getByLabel("Close after so many days");
    await days.fill("99999");
    await post.getByRole("button", { name: "Save" }).click();
    expect(await post.locator("input:invalid").count(), "the browser itself sees what is too much").to.equal(1);
    for (const [typed, forms, summary] of [
      ["0", 1, "from the form published at once"],
      ["14", 0, "closed by its age"],
    ] as const) {
      await days.fill(typed);
      await post.getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/done=level/);
      await page.goto(`${node.url}${thread}`);
      expect(await page.locator("#antiphon-form").count(), typed).to.equal(forms);
      await page.goto(`${node.url}/admin/posts`);
      expect(await post.locator("summary").textContent()).to.contain(summary);
      await post.locator("summary").click();
    }
    await isClean("/admin/posts", "posts");
    await isClean(thread, "a closed thread");
  });

  it("is tried before it is decided", async () => {
    await page.goto(`${node.url}/admin/settings/site`);
    await page.getByRole("link", { name: /Try them/ }).click();
    await page.getByLabel(/word or phrase/).fill("casino");
    await page.keyboard.press("Enter");
    await page.waitForURL(/try=yes/);
    expect(await page.getByRole("heading", { level: 2 }).textContent()).to.contain("1 would have fared otherwise");
    expect(await page.locator(".row").textContent())
      .to.contain("Come to the casino")
      .and.contain("published → held");
    await isClean("/admin/dry-run?word=casino&level=refuse&try=yes", "a dry run");
    await isClean("/admin/dry-run?links=some&try=yes", "one that cannot be tried");
  });

  it("is told in the queue: each check and its sentence", async () => {
    const heldFor = [{ check: "links" as const, sentence: "It has 7 links." }, "It waited for review in Isso."];
    await node.put({ _id: "c", state: "held", heldFor });
    await page.goto(`${node.url}/admin/`);
    expect(await page.locator(".why li").allTextContents()).to.deep.equal([
      "Links: It has 7 links.",
      "It waited for review in Isso.",
    ]);
    await isClean("/admin/", "the queue");
  });
});
