import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { type Blog, startBlog } from "../../helpers/blog.ts";
import { describeInBrowser } from "../../helpers/browser.ts";
import { createTestClock } from "../../helpers/clock.ts";
import { closeAll } from "../../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../../helpers/composed-node.ts";
import { type MailServer, startMailServer } from "../../helpers/mail-server.ts";

describeInBrowser("somebody who wants back what is theirs", (browser) => {
  const clock = createTestClock();
  let blog: Blog;
  let mail: MailServer;
  let node: TestNode;
  let context: BrowserContext;
  let page: Page;

  beforeEach(async () => {
    blog = await startBlog();
    blog.publish({ slug: "first", title: "The first post" });
    mail = await startMailServer();
    const smtp = { ANTIPHON_SMTP: mail.url, ANTIPHON_MAIL_FROM: "comments@node.example" };
    node = await startNode(clock, { ANTIPHON_SITE: blog.home, ...smtp });
    await node.post(blog.urlOf("first"), { text: "My words", author: "Anna", email: "anna@mail.example" });
    await settle(node);
    context = await browser().newContext({ javaScriptEnabled: true, acceptDownloads: true });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context?.close();
    await closeAll(node, mail, blog);
  });

  it("comes from the form, types a mailbox, opens the letter, downloads all and erases it, by keyboard", async () => {
    const wrong: string[] = [];
    const look = async () => void wrong.push(...(await findBarriersInEveryLook(page)));
    await page.goto(`${node.url}/thread?url=${encodeURIComponent(blog.urlOf("first"))}`);
    await page.getByText("E-mail and website (optional)").click();
    await page.getByRole("link", { name: "What is kept of you" }).click();
    expect(await page.textContent("h1")).to.equal("What is kept of you");
    await look();
    await page.getByLabel("E-mail").fill("anna@mail.example");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("status").textContent()).to.contain("If there are comments with this mailbox");
    await look();
    await settle(node);
    const link = /http\S+\/mail\/data\?key=\S+/.exec(mail.letters.at(-1)?.text ?? "")?.[0] ?? "";

    await page.goto(link);
    await look();
    await page.getByRole("button", { name: "Show what is kept" }).press("Enter");
    expect(await page.getByRole("status").textContent()).to.contain("1 comment was written");
    await look();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download all of it" }).press("Enter"),
    ]);
    expect(download.suggestedFilename()).to.equal("comments.json");
    expect(readFileSync(await download.path(), "utf8")).to.contain("My words");

    await page.getByRole("button", { name: "Erase all of it" }).press("Enter");
    expect(await page.getByRole("status").textContent()).to.contain("cannot be taken back");
    await look();
    expect(await node.texts(blog.urlOf("first"))).to.deep.equal(["My words"]);
    await page.getByRole("button", { name: "Yes, erase it for good" }).press("Enter");
    expect(await page.getByRole("status").textContent()).to.contain("Done");
    await look();
    expect(await node.texts(blog.urlOf("first"))).to.deep.equal([]);
    expect(wrong).to.deep.equal([]);

    await page.goto(link);
    await page.getByRole("button", { name: "Show what is kept" }).click();
    expect(await page.textContent("main")).to.contain("used before");
  });
});
