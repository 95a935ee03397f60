import { expect } from "chai";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { describeEmbed } from "../../helpers/embed-blog.ts";

describeEmbed("axe-core finds nothing in every look on a blog", (at) => {
  const isClean = async (what: string) => expect(await findBarriersInEveryLook(at().page), what).to.deep.equal([]);
  // The ground is said out loud, as axe takes that of a dark page without one for white.
  const around = (content: string) =>
    `<style>:root { color-scheme: light dark; background: Canvas }</style><main><h1>Posts</h1>${content}</main>`;

  it("in the numbers and the newest comments beside its posts", async () => {
    const { node, page, home, seed } = at();
    await seed("a", "Words");
    await seed("b", "More words", { lang: "de" });
    await seed("warned", "He did it", { warning: "Spoiler" });
    const recent = await (await node.get(`/recent?site=${encodeURIComponent(home)}`)).text();
    at().body = () =>
      around(`<p><a href="/post#comments" data-antiphon-count>Comments</a></p><h2>Said lately</h2>${recent}
        <script src="${node.url}/count.js" async></script>`);
    await page.goto(home);
    await page.waitForSelector("text=3 comments");
    expect(await page.locator("ol li").count()).to.equal(3);
    await isClean("beside posts");
  });

  it("in a thread while one answers, in a preview, in editing and in deleting in place", async () => {
    const { page, open, write, post, seed } = at();
    at().body = (script) => around(script);
    await seed("a", "Words");
    await open();
    await page.click(".an-reply");
    await page.waitForSelector("li form textarea");
    await isClean("an answer");
    await page.click("li form .an-cancel");
    await write("My **own** words");
    await page.click("text=Preview");
    await page.waitForSelector(".an-preview strong");
    await isClean("a preview");
    await post();
    await page.waitForSelector("li .an-edit");
    await page.click("li .an-edit");
    await page.waitForSelector(".an-editing");
    await isClean("editing");
    await page.click(".an-editing .an-cancel");
    await page.click("li .an-delete");
    await page.waitForSelector(".an-deleting");
    await isClean("deleting");
  });

  it("in a comment that could not be sent, and in a form with a fault", async () => {
    const { page, open, write, post } = at();
    at().body = (script) => around(script);
    await open();
    await page.route("**/comments", (route) => route.abort());
    await write("Lost on the way");
    await post();
    await page.waitForSelector("text=Not sent.");
    await isClean("not sent");
    await page.unroute("**/comments");
    await page.click("text=Change");
    await page.locator(".an-form summary").first().click();
    await page.fill("[name=website]", "no site");
    await post();
    await page.waitForSelector(".an-fault");
    await isClean("a fault");
  });
});
