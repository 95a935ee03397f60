import { expect } from "chai";
import type { Browser } from "playwright-core";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { findBrowser, launchBrowser } from "../../helpers/browser.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { startWebNode, type WebNode } from "../../helpers/web.ts";

const path = findBrowser();

for (const javaScriptEnabled of [false, true]) {
  describe(`the page on which blogs learn to tell of their posts, with scripts ${javaScriptEnabled ? "on" : "off"}${path ? "" : " (skipped: no Chromium on this machine)"}`, () => {
    let browser: Browser;
    let node: WebNode;
    before(async function () {
      if (!path) return this.skip();
      browser = await launchBrowser(path);
      node = await startWebNode();
    });
    after(async () => {
      await node?.close();
      await browser?.close();
    });

    it("is found from the settings, makes a secret, and shows what was told, on a phone as well", async () => {
      const { context, page } = await enterAsOwner(browser, node, {
        javaScriptEnabled,
        viewport: { width: 360, height: 740 },
      });
      await page.goto(`${node.url}/admin/settings/site`);
      const row = page.locator("li", { hasText: "Tell Antiphon about new posts" });
      await row.getByRole("link").click();
      await page.getByRole("button", { name: "Make a secret" }).click();
      const { secret = "" } = (await node.world.pushKeys.get("site")) ?? {};
      expect(await page.getByRole("status").textContent()).to.contain("There is a new secret.");
      await page.getByText(secret, { exact: true }).waitFor();

      const answer = await fetch(`${node.url}/api/hooks/blog`, { method: "POST", body: "{}" });
      expect(answer.status).to.equal(401);
      await page.getByLabel(/Ghost is older/).check();
      await page.getByRole("button", { name: "Save" }).click();
      await page.waitForLoadState();
      expect(await page.getByLabel(/Ghost is older/).isChecked()).to.equal(true);
      await page.getByText("There is no signature: send the header").waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth")).to.equal(360);
      // The checker is a script.
      if (javaScriptEnabled) expect(await findBarriersInEveryLook(page)).to.deep.equal([]);

      await page.getByText("Make another…").click();
      await page.getByRole("button", { name: "Make another secret" }).click();
      await page.waitForURL(/done=secret/);
      expect((await node.world.pushKeys.get("site"))?.secret).to.not.equal(secret);
      await context.close();
    });
  });
}
