import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { answering, longThread } from "../../helpers/long-thread.ts";
import { postUrl, startWebNode, type WebNode } from "../../helpers/web.ts";

const comments = 5000;

describeInBrowser(`a thread of ${comments} comments, scripts off`, (browser) => {
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;
  before(async () => {
    node = await startWebNode({ settings: { clientDir: await buildClient() } });
    // Two of three answer the one before, or that before it; one in the middle was said most of all against.
    const thread = longThread(comments, (i, before) => ({
      ...answering(i % 3 === 0 ? undefined : before[i - 1]),
      counts: { likes: i === 3000 ? 9 : 0, boosts: 0 },
    }));
    for (const comment of thread) await node.world.comments.add(comment);
    await node.world.numbers.raiseTo(comments);
    await node.world.threads.raise("thread", await node.world.comments.counts("thread"));
    node.clock.advance(1_000);
  });
  after(async () => {
    await node?.close();
  });
  beforeEach(async () => {
    context = await browser().newContext({ javaScriptEnabled: false });
    page = await context.newPage();
    await page.goto(`${node.url}/thread?url=${encodeURIComponent(postUrl)}`);
  });
  afterEach(() => context?.close());

  const shown = () => page.locator("li.an-item").evaluateAll((items) => items.map(({ id }) => Number(id.slice(8))));
  const isSeen = async (number: number) => {
    const box = await page.locator(`#comment-${number} > .an-comment`).boundingBox();
    return box !== null && box.y + box.height > 0 && box.y < 720;
  };

  it("is read page by page, there and back", async () => {
    expect(await page.locator(".an-title").textContent()).to.equal("5,000 comments");
    const first = await shown();
    expect(first).to.have.lengthOf(150);
    for (let i = 2; i <= 7; i++) await page.click("text=Next page");
    expect((await shown())[0]).to.equal(6 * 150 + 1);
    for (let i = 7; i > 1; i--) await page.click("text=Previous page");
    expect(await shown()).to.deep.equal(first);
  });

  it("opens at a nested comment on its seventh page, among what it answers, in sight", async () => {
    const number = 6 * 150 + 75;
    await page.goto(`${node.url}/thread?url=${encodeURIComponent(postUrl)}&comment=${number}#comment-${number}`);
    const target = page.locator("li.an-target");
    expect(await target.getAttribute("id")).to.equal(`comment-${number}`);
    expect(await page.locator(`#comment-${number - 2} #comment-${number - 1} #comment-${number}`).count()).to.equal(1);
    expect(await isSeen(number)).to.equal(true);
    expect(
      await page.evaluate("getComputedStyle(document.querySelector('.an-target > .an-comment')).outlineStyle"),
    ).to.equal("solid");
  });

  it("opens at what an old link of Isso names", async () => {
    await page.goto(`${node.url}/thread?url=${encodeURIComponent(postUrl)}#isso-140`);
    expect(await isSeen(140)).to.equal(true);
  });

  it("is sorted, and shown in a row that leads to what was answered", async () => {
    await page.click("text=Newest first");
    expect((await shown())[0]).to.equal(4999);
    await page.click("text=Most liked");
    expect((await shown())[0]).to.equal(3001);
    await page.click("text=Oldest first");
    await page.click("text=In a row");
    expect(await shown()).to.deep.equal(Array.from({ length: 50 }, (_, i) => i + 1));
    await page.click("text=Next page");
    const chip = page.locator("#comment-51 .an-answered");
    await chip.click();
    expect(await isSeen(50)).to.equal(true);
    expect(page.url()).to.contain("#comment-50");
  });

  it("is posted to, and leads to what was posted", async () => {
    node.clock.advance(4_000);
    await page.fill("[name=text]", "I read it all.");
    await page.click("text=Post comment");
    expect(await page.locator(".an-said").textContent()).to.contain("posted");
    expect(await page.locator("li.an-target .an-text").textContent()).to.contain("I read it all.");
    expect(await page.locator("text=Next page").count()).to.equal(0);
  });
});
