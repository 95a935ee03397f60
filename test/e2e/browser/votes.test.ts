import { expect } from "chai";
import { findBarriers } from "../../helpers/axe.ts";
import { describeEmbed } from "../../helpers/embed-blog.ts";

const whole = (script: string) => `<main><h1>Post</h1>${script}</main>`;
const pressed = ".an-vote[aria-pressed=true]";

describeEmbed("voting in the embed", (at) => {
  const votes = async (id: string) => (await at().node.world.comments.get(id))?.votes;

  it("counts a like at once, keeps the focus, marks it after a reload, and takes it back", async () => {
    const { page, open, seed } = at();
    at().body = whole;
    await seed("a", "Likeable", { counts: { likes: 2, boosts: 0 } });
    await open();
    const button = page.locator(".an-vote");
    expect(await button.getAttribute("aria-label")).to.equal("Like, 2 so far");
    expect(await page.evaluate("localStorage.length"), "nothing is kept by reading").to.equal(0);
    await button.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(pressed);
    expect(await button.getAttribute("aria-label")).to.equal("Like, 3 so far");
    expect(await page.evaluate("document.activeElement.className")).to.contain("an-vote");
    expect(await votes("a")).to.deep.equal({ up: 1, down: 0 });
    expect(await page.evaluate("[localStorage.getItem('antiphon voter').length > 20, document.cookie]")).to.deep.equal([
      true,
      "",
    ]);
    expect(await findBarriers(page)).to.deep.equal([]);
    await open();
    await page.waitForSelector(pressed);
    await page.click(pressed);
    await page.waitForSelector(".an-vote[aria-pressed=false]");
    expect(await votes("a")).to.deep.equal({ up: 0, down: 0 });
    await open();
    expect(await page.locator(pressed).count()).to.equal(0);
  });

  it("goes from up to down, and tells them apart by more than colour", async () => {
    const { node, page, open, seed } = at();
    await node.world.sites.set("site", { votes: "updown" });
    await node.world.sites.raiseEpoch("site");
    at().body = whole;
    await seed("a", "Debatable");
    await open();
    const glyphs = () =>
      page.evaluate(
        "[...document.querySelectorAll('.an-vote')].map((one) => getComputedStyle(one, '::before').content)",
      );
    const before = await glyphs();
    await page.click(".an-up");
    await page.waitForSelector(`.an-up${pressed}`);
    expect(await glyphs()).not.to.deep.equal(before);
    await page.click(".an-down");
    await page.waitForSelector(`.an-down${pressed}`);
    expect(await votes("a")).to.deep.equal({ up: 0, down: 1 });
    expect(await page.locator(pressed).count()).to.equal(1);
    expect(await findBarriers(page)).to.deep.equal([]);
  });

  it("shows what others say of one's own comment in words, without a button, also when it comes with the thread", async () => {
    const { node, page, open, write, post } = at();
    at().body = whole;
    await open();
    await write("Mine");
    await post();
    const mine = page.locator(".an-new > .an-comment");
    await mine.waitFor();
    expect(await mine.locator(".an-vote").count()).to.equal(0);
    const { _id = "", number } = (await node.world.comments.byNumber(1)) ?? {};
    await node.world.comments.setVotes(_id, { up: 3, down: 0 });
    await open();
    const reactions = page.locator(`#comment-${number} .an-reactions`);
    await reactions.waitFor();
    expect(await reactions.textContent()).to.contain("3 likes");
    expect(await page.locator(".an-vote").count()).to.equal(0);
    expect(await findBarriers(page)).to.deep.equal([]);
  });

  it("works where the browser keeps nothing, until the page is left", async () => {
    const { page, open, seed } = at();
    await page.addInitScript(
      "for (const name of ['getItem', 'setItem', 'removeItem']) Storage.prototype[name] = () => { throw new Error('blocked'); };",
    );
    await seed("a", "Likeable");
    await open();
    await page.click(".an-vote");
    await page.waitForSelector(pressed);
    await page.click(pressed);
    await page.waitForSelector(".an-vote[aria-pressed=false]");
    await page.click(".an-vote");
    await page.waitForSelector(pressed);
    await open();
    await page.click(".an-vote");
    expect(await page.locator(".an-problem").textContent()).to.contain("Somebody in your network");
    expect(await votes("a")).to.deep.equal({ up: 1, down: 0 });
  });

  it("shows no buttons where votes are off", async () => {
    const { node, page, open, seed } = at();
    await node.world.sites.set("site", { votes: "off" });
    await node.world.sites.raiseEpoch("site");
    await seed("a", "Calm");
    await open();
    expect(await page.locator(".an-vote").count()).to.equal(0);
  });
});

describeEmbed(
  "voting with scripts off",
  (at) => {
    it("leads to the comment on the node's page, where the vote is marked, and can be taken back", async () => {
      const { node, page, home, seed } = at();
      await seed("a", "Likeable");
      const fragment = await (await node.get(`/fragment?url=${encodeURIComponent(`${home}post`)}`)).text();
      at().body = () => `<antiphon-comments>${fragment}</antiphon-comments>`;
      await page.goto(`${home}post`);
      await page.click(".an-vote");
      await page.waitForLoadState();
      expect(page.url()).to.match(/\/thread\?.*#comment-\d+$/);
      expect(await page.locator(pressed).getAttribute("aria-label")).to.equal("Like, 1 so far");
      await page.click(pressed);
      await page.waitForLoadState();
      expect(await page.locator(pressed).count()).to.equal(0);
      expect((await node.world.comments.get("a"))?.votes).to.deep.equal({ up: 0, down: 0 });
    });
  },
  { javaScriptEnabled: false },
);
