import { expect } from "chai";
import { describeEmbed } from "../../helpers/embed-blog.ts";
import { answering, longThread } from "../../helpers/long-thread.ts";

const comments = 400;

describeEmbed("a long thread on a blog", (at) => {
  /** Two of three answer the one before. */
  async function fill(): Promise<void> {
    const { node, home } = at();
    const opened = await node.openThread(`${home}post`, { wait: true });
    const thread = opened.kind === "thread" ? opened.thread._id : "";
    for (const comment of longThread(comments, (i, before) => answering(i % 3 === 0 ? undefined : before[i - 1])))
      await node.world.comments.add({ ...comment, thread });
    await node.world.threads.raise(thread, await node.world.comments.counts(thread));
    node.clock.advance(250);
  }
  const shown = () =>
    at()
      .page.locator("li.an-item")
      .evaluateAll((items) => items.map(({ id }) => Number(id.slice(8))));
  const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

  it("lets the next page in below, and what is typed stays", async () => {
    const { page, open, write, typed } = at();
    await fill();
    await open();
    expect(await shown()).to.deep.equal(upTo(150));
    await write("While reading");
    await page.click("text=Next page");
    await page.waitForSelector("#comment-300");
    expect(await shown()).to.deep.equal(upTo(300));
    expect(await page.evaluate("document.activeElement.id")).to.equal("comment-151");
    await page.click("text=Next page");
    await page.waitForSelector("#comment-400");
    expect(await shown()).to.deep.equal(upTo(400));
    expect(await page.locator("text=Next page").count()).to.equal(0);
    expect(await typed()).to.equal("While reading");
    expect(page.url()).to.equal(`${at().home}post`);
  });

  it("opens at a linked comment of a later page, and lets the pages before it in above", async () => {
    const { page, open } = at();
    await fill();
    await open("post", "#comment-333");
    await page.waitForSelector("#comment-333.an-new");
    expect(await shown()).to.not.include(1);
    await page.click("text=Previous page");
    await page.waitForSelector("#comment-151");
    await page.click("text=Previous page");
    await page.waitForSelector("#comment-1");
    expect(await shown()).to.deep.equal(upTo(400));
    await page.evaluate("location.hash = 'comment-2'");
    await page.waitForSelector("#comment-2.an-new");
  });

  it("is shown in another order, which is kept, and in a row that leads to what was answered", async () => {
    const { page, open } = at();
    await fill();
    await open();
    await page.click("text=Newest first");
    await page.waitForSelector("#comment-400");
    expect((await shown())[0]).to.equal(400);
    await open();
    expect((await shown())[0]).to.equal(400);
    await page.click("text=Oldest first");
    await page.waitForSelector("#comment-1");
    await page.click("text=In a row");
    await page.waitForSelector(".an-flat");
    expect(await shown()).to.deep.equal(upTo(50));
    await page.click("#comment-3 .an-answered");
    await page.waitForSelector("#comment-2.an-new");
    await page.click("text=As a tree");
    await page.waitForSelector(".an-list:not(.an-flat) #comment-3");
    expect(await shown()).to.deep.equal(upTo(150));
  });
});
