import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { findBarriers } from "../../helpers/axe.ts";
import { describeInBrowser } from "../../helpers/browser.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { aThread } from "../../helpers/thread.ts";
import { startWebNode, type WebNode } from "../../helpers/web.ts";

/** Threads, tidied up in a browser: on a phone with scripts off, and by keyboard. */
describeInBrowser("an owner's threads in a browser", (browser) => {
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;
  beforeEach(async () => {
    node = await startWebNode();
    const { world } = node;
    await world.threads.add(
      aThread({ _id: "other", url: "https://blog.example/other-page-with-a-long-address", noteId: "note2" }),
    );
    await world.threads.change(
      { _id: "other", version: 1 },
      {
        page: { ...aThread().page, url: "https://blog.example/other-page-with-a-long-address", title: "Another post" },
      },
    );
    await node.put({ _id: "a" });
    await node.put({ _id: "b", parent: "a", path: ["a"] });
  });
  afterEach(async () => {
    await context?.close();
    await node?.close();
  });

  async function enter(options: Parameters<Browser["newContext"]>[0]): Promise<void> {
    ({ context, page } = await enterAsOwner(browser(), node, options));
  }
  const threadOf = async (id: string) => (await node.world.comments.get(id))?.thread;
  const isClean = async (name: string) => {
    const width = await page.locator("main").evaluate((main) => main.scrollWidth);
    expect(width, name).to.be.at.most(360);
    for (const box of await page.locator("main button:visible, main a.button:visible").all())
      expect((await box.boundingBox())?.height, (await box.textContent()) ?? "").to.be.at.least(43.5);
  };

  it("merges on a phone, after a look, and takes it back", async () => {
    await enter({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.goto(`${node.url}/admin/threads?q=a+post`);
    await isClean("list");
    await page.click('a:has-text("A post")');
    await isClean("thread");
    await page.click('a:has-text("Merge into another thread")');
    await page.fill("[name=to]", "https://blog.example/other-page-with-a-long-address");
    await page.click('button:has-text("See what it would do")');
    expect(await page.textContent("#plan + p")).to.equal("“Another post” gets 2 comments of “A post”. Numbers stay.");
    expect(await threadOf("a")).to.equal("thread");
    await isClean("plan");
    await page.fill("[name=to]", "https://blog.example/other-page-with-a-long-address#top");
    await page.click('button:has-text("Do it")');
    expect(await threadOf("a"), "what was not looked at").to.equal("thread");
    await page.click('button:has-text("Do it")');
    expect(await page.textContent("[role=status]")).to.equal("Done.");
    expect([await threadOf("a"), await threadOf("b")]).to.deep.equal(["other", "other"]);
    await isClean("done");
    node.clock.advance(1000);
    await page.click('button:has-text("Take back")');
    expect(await page.textContent("[role=status]")).to.equal("Taken back.");
    expect(await threadOf("a")).to.equal("thread");
  });

  it("splits, renames and remaps by keyboard, and keeps what was typed beside what is wrong", async () => {
    await enter({});
    await page.goto(`${node.url}/admin/threads/thread?id=thread`);
    await page.getByRole("link", { name: "Give a branch to another page" }).press("Enter");
    await page.getByLabel("Number of the comment").fill("two");
    await page.getByLabel("Address of the page").fill("https://blog.example/new");
    await page.getByLabel("Address of the page").press("Enter");
    expect(await page.textContent("[role=alert]")).to.contain("Type the number");
    const { number } = (await node.world.comments.get("b")) ?? {};
    await page.getByLabel("Number of the comment").fill(String(number));
    await page.getByRole("button", { name: "See what it would do" }).press("Enter");
    expect(await page.textContent("main")).to.contain("That page has no thread yet; it gets one.");
    await page.getByRole("button", { name: "Do it" }).press("Enter");
    await page.waitForSelector("[role=status]");
    expect(await threadOf("b")).to.not.equal("thread");
    await page.goto(`${node.url}/admin/threads/remap?site=site`);
    await page.getByLabel("Old and new addresses").fill("https://blog.example/* https://blog.example/2026/*");
    await page.getByRole("button", { name: "See what it would do" }).press("Enter");
    await page.waitForLoadState();
    expect(await page.locator("main .row").count()).to.equal(3);
    await page.getByRole("button", { name: "Do it" }).press("Enter");
    await page.waitForSelector("[role=status]");
    expect((await node.world.threads.get("thread"))?.page.url).to.equal("https://blog.example/2026/post");
    await page.goto(`${node.url}/admin/threads/thread?id=thread`);
    await page.getByRole("link", { name: "Remove blog.example/post" }).press("Enter");
    await page.getByRole("button", { name: "See what it would do" }).press("Enter");
    await page.getByRole("button", { name: "Do it" }).press("Enter");
    await page.waitForSelector("[role=status]");
    expect(await node.world.threads.byKey("site", "blog.example/post" as never)).to.equal(null);
  });

  it("lists pages that are gone, and leads on to where they lie now", async () => {
    await node.world.threads.looked("thread", node.clock.now(), true);
    await enter({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.goto(`${node.url}/admin/threads`);
    await isClean("gone");
    await page.click('a:has-text("It lies elsewhere")');
    await page.fill("[name=to]", "https://blog.example/there");
    await page.click('button:has-text("See what it would do")');
    await page.click('button:has-text("Do it")');
    expect((await node.world.threads.get("thread"))?.page.url).to.equal("https://blog.example/there");
    expect(await page.textContent("main")).to.contain("No page with comments is known to be gone.");
    await page.click('button:has-text("Look now")');
    expect(await page.textContent("[role=status]")).to.contain("The blog is asked for its pages");
    expect((await node.world.jobs.count()).waiting).to.equal(1);
  });

  it("has no barriers that axe finds, light and dark", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await enter({ colorScheme, viewport: { width: 360, height: 740 }, bypassCSP: true });
      const where = "/admin/threads/act?do=merge&thread=thread";
      for (const address of ["/admin/threads", "/admin/threads/thread?id=thread", where]) {
        await page.goto(`${node.url}${address}`);
        expect(await findBarriers(page), `${address}, ${colorScheme}`).to.deep.equal([]);
      }
      await page.fill("[name=to]", "https://blog.example/other-page-with-a-long-address");
      await page.click('button:has-text("See what it would do")');
      expect(await findBarriers(page), `plan, ${colorScheme}`).to.deep.equal([]);
      await context.close();
    }
  });
});
