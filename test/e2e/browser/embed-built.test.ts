import { expect } from "chai";
import type { Page } from "playwright-core";
import { describeEmbed } from "../../helpers/embed-blog.ts";

/** Waits until what is there was painted. */
const drawn = (page: Page) =>
  page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))))");

describeEmbed("a thread that was put into the page when the blog was built", (at) => {
  /** Builds the page as it is now; the node goes on meanwhile. */
  async function build(): Promise<void> {
    const { node, home } = at();
    const thread = await (await node.get(`/fragment?url=${encodeURIComponent(`${home}post`)}&built=yes`)).text();
    const style = `<link rel="stylesheet" href="${node.url}/embed.css">`;
    at().body = (script) =>
      `${style}<p>Words.</p><antiphon-comments>${thread}</antiphon-comments>${script}<footer>Foot</footer>`;
  }

  it("is brought up to date by the script: what came stands there once, what was removed is gone", async () => {
    const { node, page, seed, open } = at();
    await seed("stays", "It stays");
    const gone = await seed("goes", "It goes");
    await build();
    await node.world.comments.change(gone, { state: "removed", owed: [], owedSince: null });
    await seed("comes", "It came since");
    await open();
    await page.waitForSelector("text=It came since");
    expect(await page.locator(".an-text").allTextContents()).to.have.lengthOf(2);
    expect(await page.locator(".antiphon").count()).to.equal(1);
    expect(await page.locator("[data-built]").count()).to.equal(0);
  });

  it("stays where the node cannot be reached", async () => {
    const { page, seed, open } = at();
    await seed("stays", "It stays");
    await build();
    await page.route("**/fragment?*", (route) => route.abort());
    const failed = page.waitForEvent("requestfailed");
    await open();
    await failed;
    expect(await page.locator(".an-text").allTextContents()).to.have.lengthOf(1);
  });

  for (const width of [1280, 280])
    it(`moves nothing when nothing has changed, ${width} pixels wide`, async () => {
      const { page, seed, home } = at();
      await page.setViewportSize({ width, height: 740 });
      for (const id of ["a", "b", "c"]) await seed(id, "Some words that stay where they are.");
      await build();
      await page.addInitScript(`
      window.shifted = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value; })
        .observe({ type: "layout-shift", buffered: true });`);
      let letGo = () => {};
      const seen = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      await page.route("**/embed.js", (route) => seen.then(() => route.continue()));
      const loaded = page.goto(`${home}post`);
      await page.waitForSelector(".an-text");
      await drawn(page);
      // What moved until then did so because the page came in pieces, and the first was painted before the second was there.
      await page.evaluate("window.shifted = 0");
      letGo();
      await loaded;
      await page.waitForSelector(".antiphon:not([data-built])");
      await drawn(page);
      expect(await page.evaluate("window.shifted")).to.equal(0);
    });
});
