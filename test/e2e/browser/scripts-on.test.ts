import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { describeEmbed } from "../../helpers/embed-blog.ts";

describeEmbed("a blog of another origin with the script", (at) => {
  it("places the thread where the script stands, in the page's own font and colour", async () => {
    const { seed, open, page } = at();
    at().body = (script) =>
      `<style>body{font-family:Georgia;color:rgb(10,20,30)}</style><p>Words.</p>${script}<footer>Foot</footer>`;
    await seed("a", "Hello from before");
    await open();
    expect(await page.locator("script + antiphon-comments .an-comment").count()).to.equal(1);
    const styleOf = (name: string) => page.evaluate(`getComputedStyle(document.querySelector(".an-text")).${name}`);
    expect(await styleOf("fontFamily")).to.equal("Georgia");
    expect(await styleOf("color")).to.equal("rgb(10, 20, 30)");
  });

  it("posts, edits and deletes without leaving the page", async () => {
    const { open, page, write, post } = at();
    await open();
    await page.evaluate("window.here = 1");
    await write("From the *blog* itself");
    await page.click("text=Preview");
    await page.waitForSelector(".an-preview em");
    await post();
    await page.waitForSelector(".an-new");
    expect(await page.locator(".an-title").textContent()).to.equal("1 comment");
    expect(await page.locator(".an-new em").textContent()).to.equal("blog");
    expect(await page.inputValue("form[data-number] textarea")).to.equal("");

    await page.click(".an-edit");
    await page.fill(".an-editing textarea", "Better");
    await page.click("text=Save");
    await page.waitForSelector("text=edited");
    expect(await page.locator(".an-text").textContent()).to.equal("Better");

    await page.click(".an-delete");
    await page.click(".an-deleting button");
    await page.waitForSelector(".an-empty");
    expect(await page.evaluate("window.here")).to.equal(1);
  });

  it("moves the form below what is answered, and back with the focus", async () => {
    const { seed, open, page, answer, write } = at();
    const parent = await seed("a", "Answer me");
    await open();
    await answer(parent);
    expect(await page.evaluate("document.activeElement.tagName")).to.equal("TEXTAREA");
    expect(await page.locator(`#comment-${parent.number} > form .an-sub`).textContent()).to.equal("Reply to Anna");
    await page.keyboard.press("Escape");
    expect(await page.evaluate("document.activeElement.className")).to.equal("an-reply");

    await answer(parent);
    await write("Here you are");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(`#comment-${parent.number} > .an-list > .an-new`);
  });

  it("shows a faulty field with everything typed", async () => {
    const { open, write, page, post } = at();
    await open();
    await write("Fine words");
    await page.click("summary:has-text('E-mail')");
    await page.fill("[name=website]", "gopher://x");
    await post();
    await page.waitForSelector(".an-fault");
    expect(await page.inputValue("form[data-number] textarea")).to.equal("Fine words");
    expect(await page.evaluate("document.activeElement.name")).to.equal("website");
  });

  it("shows a held comment to its writer alone, also after a reload, and knows the writer once it was approved", async () => {
    const { node, open, write, post, page } = at();
    await node.world.sites.set((await node.world.sites.all())[0]?._id ?? "", { moderation: "first" });
    node.clock.advance(250);
    await open();
    await write("Knock knock");
    await post();
    // What is still on its way looks held as well, but has no time yet.
    await page.waitForSelector(".an-held time");
    await open();
    await page.waitForSelector(".an-held time");
    const [waiting] = (await node.world.comments.inState("held", { limit: 1 })).items;
    await createDecide(node.world)(waiting?._id ?? "", "approve", owner);
    node.clock.advance(250);
    await open();
    await write("Thank you for opening");
    await post();
    await page.waitForSelector(".an-new:not(.an-held)");
  });

  it("goes on to the reader's own server in a tab of its own, and remembers it only if that was ticked", async () => {
    const { open, page, context, home } = at();
    await open();
    for (const remember of [true, false]) {
      await page.click("summary:has-text('Reply from your own server')");
      expect(await page.isChecked(".an-home [name=remember]")).to.equal(!remember);
      if (remember) await page.fill(".an-home [name=server]", "@ada@social.example");
      expect(await page.inputValue(".an-home [name=server]")).to.equal("@ada@social.example");
      await page.setChecked(".an-home [name=remember]", remember);
      const [tab] = await Promise.all([context.waitForEvent("page"), page.click("text=Open it there")]);
      await tab.waitForURL("**/healthz?opened-on=social.example");
      await tab.close();
      expect(page.url()).to.equal(`${home}post`);
      await open();
    }
    expect(await page.inputValue(".an-home [name=server]")).to.equal("");
    expect(await page.evaluate("localStorage.length")).to.equal(0);
  });
});
