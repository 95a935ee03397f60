import { expect } from "chai";
import type { Route } from "playwright-core";
import { describeEmbed } from "../../helpers/embed-blog.ts";

const retry = ".an-unsent [data-act=retry]";

describeEmbed("a comment on its way from a blog", (at) => {
  it("shows at once, as on its way, and then as the node has it", async () => {
    const { page, open, write, post, typed } = at();
    await open();
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/comments", async (route) => {
      await held;
      await route.continue();
    });
    await write("From the *blog*\nitself");
    await page.fill("[name=author]", "Nell");
    await post();
    const item = page.locator(".an-list > .an-unsent");
    expect(await item.locator(".an-text").textContent()).to.equal("From the *blog*\nitself");
    expect(await item.locator(".an-name").textContent()).to.equal("Nell");
    expect(await item.locator(".an-badge").textContent()).to.equal("Sending…");
    expect(await typed()).to.equal("");
    letGo();
    await page.waitForSelector(".an-new em");
    expect(await page.locator(".an-unsent").count()).to.equal(0);
    expect(await page.locator('[role="status"]').textContent()).to.equal("Your comment is posted.");
    expect(await page.evaluate("document.activeElement.id")).to.match(/^comment-\d+$/);
    await page.waitForFunction("document.querySelector('.an-title').textContent === '1 comment'");
  });

  it("says in its spot that it was not sent, and is stored once when it is sent again", async () => {
    const { context, page, open, write, post, published } = at();
    await open();
    await write("Do not lose me");
    await context.setOffline(true);
    await post();
    await page.waitForSelector(retry);
    expect(await page.locator(".an-unsent .an-badge").textContent()).to.equal("Not sent.");
    expect(await page.locator(".an-why").textContent()).to.contain("Your text is kept here");
    await context.setOffline(false);
    await page.click(retry);
    await page.waitForSelector(".an-new:not(.an-unsent)");
    expect(await page.locator(".an-item").count()).to.equal(1);
    expect(await published()).to.equal(1);
  });

  it("is stored once when the answer is lost after the node has it, also over a reload", async () => {
    const { page, open, write, post, published } = at();
    const lose = async (route: Route) => {
      await route.fetch();
      await route.fulfill({ status: 500, body: "gone wrong" });
    };
    await page.route("**/comments", lose);
    await open();
    await write("Exactly once");
    await post();
    await page.waitForSelector(retry);
    expect(await published()).to.equal(1);
    await page.unroute("**/comments");
    await open();
    await page.click(retry);
    await page.waitForSelector(".an-new .an-edit");
    expect(await published()).to.equal(1);
    expect(await page.locator(".an-item").count()).to.equal(1);
    await open();
    expect(await page.locator(".an-unsent").count()).to.equal(0);
  });

  it("is kept when the tab is closed while it is sent", async () => {
    const { context, home, page, seed, open, answer, write, post, published } = at();
    const parent = await seed("a", "Answer me");
    await open();
    await answer(parent);
    await page.route("**/comments", () => undefined);
    await write("Half on its way");
    await post();
    await page.waitForSelector(`#comment-${parent.number} > .an-list > .an-unsent`);
    await page.close();
    const again = await context.newPage();
    await again.goto(`${home}post`);
    await again.waitForSelector(`#comment-${parent.number} > .an-list > .an-unsent`);
    expect(await again.locator(".an-unsent .an-text").textContent()).to.equal("Half on its way");
    await again.click(retry);
    await again.waitForSelector(`#comment-${parent.number} > .an-list > .an-new .an-edit`);
    expect(await published()).to.equal(2);
  });

  it("is stored once however often it is clicked, and so is the next one", async () => {
    const { page, open, write, published } = at();
    await open();
    await write("Twice");
    await page.dblclick("text=Post comment");
    await page.waitForSelector(".an-new .an-edit");
    await write("Twice in a preview");
    await page.click("text=Preview");
    await page.waitForSelector(".an-preview");
    await page.dblclick("text=Post comment");
    await page.waitForSelector(".an-new:has-text('in a preview') .an-edit");
    await write("And another");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(".an-new:has-text('another') .an-edit");
    expect(await published()).to.equal(3);
  });

  it("goes back into the form to be changed, or away", async () => {
    const { page, seed, open, answer, write, post, typed, published } = at();
    const parent = await seed("a", "Answer me");
    await page.route("**/comments", (route) => route.abort());
    await open();
    await answer(parent);
    await write("Not quite");
    await post();
    await page.click(".an-unsent [data-act=change]");
    expect(await typed()).to.equal("Not quite");
    expect(await page.locator(`#comment-${parent.number} > form`).count()).to.equal(1);
    expect(await page.locator(".an-unsent").count()).to.equal(0);
    await post();
    await page.click(".an-unsent [data-act=discard]");
    await open();
    expect([await typed(), await page.locator(".an-unsent").count()]).to.deep.equal(["", 0]);
    expect(await published()).to.equal(1);
  });

  it("goes back into the form, with its fault, when it cannot be taken as it is", async () => {
    const { page, open, write, post, typed } = at();
    await open();
    await write("x".repeat(20_000));
    await page.evaluate("document.querySelector('form[data-number] textarea').value += ' more than is taken'");
    await post();
    await page.waitForSelector(".an-fault");
    expect((await typed()).length).to.equal(20_019);
    expect(await page.locator(".an-unsent").count()).to.equal(0);
    await open();
    await page.waitForSelector(".an-restored:visible");
    expect((await typed()).length).to.equal(20_019);
  });

  it("is told in its spot why it was refused", async () => {
    const { node, home, page, open, write, post } = at();
    await open();
    const started = await page.inputValue("form[data-number] [name=started]");
    for (let i = 0; i < 10; i++)
      await node.post("/comments", { url: `${home}post`, text: `Number ${i}`, started }, { origin: home.slice(0, -1) });
    await write("One too many");
    await post();
    await page.waitForSelector(retry);
    expect(await page.locator(".an-why").textContent()).to.match(/Please wait \d+ min/);
    expect(await page.locator('[role="status"]').textContent()).to.contain("Not sent. That was a lot at once");
    expect(await page.locator(".an-unsent .an-text").textContent()).to.equal("One too many");
  });
});
