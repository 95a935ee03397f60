import { expect } from "chai";
import type { Page } from "playwright-core";
import { createMailKeys } from "../../../src/usecases/notify/mail-keys.ts";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { answering, longThread } from "../../helpers/long-thread.ts";
import { postUrl, startWebNode, type WebNode } from "../../helpers/web.ts";

const thread = `/thread?url=${encodeURIComponent(postUrl)}`;

describeInBrowser("axe-core finds nothing in every look", (browser) => {
  let clientDir: string;
  let node: WebNode;
  let page: Page;

  before(async () => {
    clientDir = await buildClient();
  });
  beforeEach(async () => {
    node = await startWebNode({ settings: { clientDir } });
    page = await browser().newPage();
  });
  afterEach(async () => {
    await page?.close();
    await node?.close();
  });

  const isClean = async (what: string) => expect(await findBarriersInEveryLook(page), what).to.deep.equal([]);
  const open = (address: string) => page.goto(`${node.url}${address}`);

  for (const lang of ["en", "ar"]) {
    it(`where a comment is reported, in ${lang}, with scripts off`, async () => {
      const context = await browser().newContext({ javaScriptEnabled: false });
      const plain = await context.newPage();
      const { number } = await node.put({ _id: "a" });
      await plain.goto(`${node.url}${thread}&lang=${lang}`);
      await plain.locator(".an-report").click();
      await plain.locator("#an-report-abuse").check();
      await plain.locator("textarea").fill("It hurts.");
      await open(`/comments/${number}/report?lang=${lang}`);
      await isClean("the form");
      await plain.locator(".an-main").click();
      await plain.waitForLoadState();
      expect(await plain.getByRole("status").count()).to.equal(1);
      expect((await node.world.cases.get("a"))?.reports[0]).to.include({ reason: "abuse", words: "It hurts." });
      await context.close();
    });
  }

  for (const lang of ["en", "ar"]) {
    it(`on the pages that letters lead to, in ${lang}`, async () => {
      const author = { kind: "visitor", name: "Anna", website: null, email: "anna@mail.example", hash: "h" } as const;
      const comment = await node.put({ _id: "a", author, notify: true });
      const keys = createMailKeys(node.world);
      const key = keys.make({ comment: "a", mailbox: keys.mailboxOf(comment) ?? "" });
      const buttons = (count: number) =>
        page.waitForFunction(`document.querySelectorAll("main form").length === ${count}`);

      await open(`/mail/confirm?key=${key}&lang=${lang}`);
      await buttons(1);
      await isClean("asked");
      await page.click("main button");
      await buttons(2);
      await isClean("confirmed");
      await open(`/mail/confirm?key=${key}&lang=${lang}`);
      await buttons(2);
      await isClean("confirmed before");
      await open(`/mail/stop?key=${key}&lang=${lang}`);
      await isClean("what to stop");
      await page.click(".an-main");
      await buttons(1);
      await isClean("stopped for one comment");
      await open(`/mail/stop?key=${key}&lang=${lang}`);
      await page.click("button:not(.an-main)");
      await buttons(1);
      await isClean("stopped for good");
      expect((await open(`/mail/stop?key=${key}x&lang=${lang}`))?.status()).to.equal(403);
      await isClean("a link that is not whole");
    });
  }

  describe("where a thread has pages", function () {
    // axe-core holds each of the fifty comments against what is behind it, twice.
    this.timeout(120_000);
    beforeEach(async () => {
      const comments = longThread(320, (i, before) => answering(i % 3 === 0 ? undefined : before[i - 1]));
      for (const comment of comments) await node.world.comments.add(comment);
      await node.world.threads.raise("thread", await node.world.comments.counts("thread"));
      node.clock.advance(1_000);
    });

    it("on the second page, and that in the middle of one way back and one onward", async () => {
      await open(thread);
      await page.click("text=Next page");
      await page.waitForLoadState();
      expect(await page.locator("text=Previous page").count()).to.be.greaterThan(0);
      expect(await page.locator("text=Next page").count()).to.be.greaterThan(0);
      await isClean("page 2");
    });

    for (const address of ["&sort=newest", "&sort=top", "&view=flat", "&comment=200#comment-200", "&below=1"]) {
      it(`at ${address}`, async () => {
        expect((await open(`${thread}${address}`))?.status()).to.equal(200);
        expect(await page.locator("li.an-item").count()).to.be.greaterThan(1);
        await isClean(address);
      });
    }
  });

  it("on the pages where one's own comment is edited and deleted, and where that was refused", async () => {
    await open(thread);
    node.clock.advance(4_000);
    await page.fill("[name=text]", "Words");
    await page.click("text=Post comment");
    await page.click(".an-edit");
    expect(await page.locator("h1").textContent()).to.equal("Edit your comment");
    await isClean("editing");
    await page.evaluate("document.querySelector('form').noValidate = true");
    await page.fill("[name=text]", "");
    await page.click(".an-main");
    await page.waitForLoadState();
    expect(await page.locator(".an-problem").count()).to.equal(1);
    await isClean("nothing left of it");
    await page.click(".an-cancel");
    await page.click(".an-delete");
    expect(await page.locator("h1").textContent()).to.equal("Delete your comment?");
    await isClean("deleting");
    node.clock.advance(3_600_000);
    await page.click(".an-danger");
    await page.waitForLoadState();
    expect(await page.locator(".an-danger").count()).to.equal(0);
    await isClean("too late");
  });
});
