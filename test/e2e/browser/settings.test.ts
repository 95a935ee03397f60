import { expect } from "chai";
import type { Browser } from "playwright-core";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { findBrowser, launchBrowser } from "../../helpers/browser.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { aSite } from "../../helpers/thread.ts";
import { postUrl, startWebNode, type WebNode } from "../../helpers/web.ts";

const path = findBrowser();

for (const javaScriptEnabled of [false, true]) {
  describe(`settings, with scripts ${javaScriptEnabled ? "on" : "off"}${path ? "" : " (skipped: no Chromium on this machine)"}`, () => {
    let browser: Browser;
    let node: WebNode;
    before(async function () {
      if (!path) return this.skip();
      browser = await launchBrowser(path);
    });
    after(() => browser?.close());
    beforeEach(async () => {
      node = await startWebNode();
    });
    afterEach(() => node?.close());

    it("are told what is wrong beside the field, then saved, and readers see the theme", async () => {
      const { context, page } = await enterAsOwner(browser, node, { javaScriptEnabled });
      await page.goto(`${node.url}/admin/settings/site`);
      await page.getByLabel("Colour of the main button").fill("#ffcc00");
      await page.getByLabel("Links that a comment may have").fill("many");
      await page.getByRole("button", { name: "Save" }).click();
      expect(await page.getByRole("alert").textContent()).to.contain("2 settings cannot be taken so");
      expect(await page.getByLabel("Colour of the main button").inputValue()).to.equal("#ffcc00");
      await page.getByLabel("Colour of the main button").fill("#7a1f5c");
      await page.getByLabel("Links that a comment may have").fill("5");
      await page.keyboard.press("Enter");
      await page.waitForURL(/done=saved/);
      await page.goto(`${node.url}/thread?url=${encodeURIComponent(postUrl)}`);
      const colour = await page.evaluate("getComputedStyle(document.querySelector('.an-main')).backgroundColor");
      expect(colour).to.equal("rgb(122, 31, 92)");
      await context.close();
    });

    it("add a blog, put it away and back", async () => {
      const { context, page } = await enterAsOwner(browser, node, { javaScriptEnabled });
      await page.goto(`${node.url}/admin/settings`);
      await page.getByRole("link", { name: "Add a blog" }).click();
      await page.getByLabel("Address of its front page").fill("https://bees.example");
      await page.getByRole("button", { name: "Add it" }).click();
      await page.waitForURL(/done=added/);
      await page.getByRole("link", { name: /Take it off/ }).click();
      await page.getByRole("button", { name: "Take it off the node" }).click();
      await page.waitForURL(/done=removed/);
      await page.getByRole("link", { name: "One was put away" }).click();
      await page.getByRole("button", { name: /^Put .* back$/ }).click();
      await page.waitForURL(/done=restored/);
      await context.close();
    });
  });
}

describe(`pages of settings${path ? "" : " (skipped: no Chromium on this machine)"}`, () => {
  it("have no barriers, in light and dark, on a desk and a phone", async function () {
    if (!path) return this.skip();
    const browser = await launchBrowser(path);
    const node = await startWebNode();
    await node.world.sites.add(aSite({ _id: "bees", home: "https://bees.example/", handle: "bees", name: "Bees" }));
    const { page } = await enterAsOwner(browser, node);
    for (const address of ["settings", "settings/site", "blogs", "blogs/site/remove", "posts"]) {
      await page.goto(`${node.url}/admin/${address}`);
      expect(await findBarriersInEveryLook(page), address).to.deep.equal([]);
    }
    await browser.close();
    await node.close();
  });
});
