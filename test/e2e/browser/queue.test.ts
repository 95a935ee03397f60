import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { findBarriers } from "../../helpers/axe.ts";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { mira } from "../../helpers/comment.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { startWebNode, type WebNode } from "../../helpers/web.ts";

for (const javaScriptEnabled of [true, false]) {
  describeInBrowser(`the queue in a browser, scripts ${javaScriptEnabled ? "on" : "off"}`, (browser) => {
    let clientDir: string;
    let node: WebNode;
    let context: BrowserContext;
    let page: Page;

    before(async () => {
      clientDir = await buildClient();
    });
    beforeEach(async () => {
      node = await startWebNode({ settings: { clientDir } });
      const phone = { viewport: { width: 360, height: 740 }, javaScriptEnabled };
      ({ context, page } = await enterAsOwner(browser(), node, phone));
      for (const [i, text] of ["First", "Second", "Third"].entries()) {
        const given = { html: `<p>${text} words</p>` as SafeHtml, heldFor: ["The first comment of somebody new."] };
        const far = i === 1 ? ({ author: mira, origin: "fediverse" } as const) : {};
        await node.put({ _id: text.toLowerCase(), state: "held", ...given, ...far });
      }
    });
    afterEach(async () => {
      await context?.close();
      await node?.close();
    });

    const state = async (id: string) => (await node.world.comments.get(id))?.state;
    const focused = () => page.evaluate("document.activeElement.id");

    it("is left in order by one thumb: decide, undo, tick many, decide of them", async () => {
      await page.goto(`${node.url}/admin/`);
      await page.locator(".item").first().getByText("Approve").click();
      await page.getByText("Published.", { exact: true }).first().waitFor();
      expect(await state("third")).to.equal("published");
      await page.getByText("Undo", { exact: true }).click();
      await page.getByText("Undone.", { exact: true }).first().waitFor();
      expect(await state("third")).to.equal("held");
      await page.locator("[name=pick]").nth(0).check();
      await page.locator("[name=pick]").nth(2).check();
      await page.locator(".bulk").getByText("Spam").click();
      await page.getByText("2 comments moved to spam.").first().waitFor();
      expect([await state("first"), await state("second"), await state("third")]).to.deep.equal([
        "spam",
        "held",
        "spam",
      ]);
    });

    it("changes words, shows what was changed, and who did what, without barriers on a phone in the dark", async () => {
      await page.emulateMedia({ colorScheme: "dark" });
      await page.goto(`${node.url}/admin/comments/first`);
      await page.locator("summary", { hasText: "Change its words" }).click();
      await page.fill("[name=text]", "Hello, world");
      if (javaScriptEnabled) expect(await findBarriers(page)).to.deep.equal([]);
      await page.locator("button", { hasText: "Change" }).click();
      await page.getByText("Readers see the new words.").waitFor();
      expect(await page.locator(".pieces").innerText()).to.contain("Hello, world");
      if (javaScriptEnabled) expect(await findBarriers(page)).to.deep.equal([]);
      await page.getByText("#1 by Anna").click();
      await page.locator(".log a", { hasText: "the owner" }).first().click();
      await page.waitForURL("**/admin/audit?by=owner");
      expect(await page.locator(".log li", { hasText: "changed the words" }).count()).to.equal(1);
      if (!javaScriptEnabled) return;
      expect(await findBarriers(page)).to.deep.equal([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).to.be.at.most(360);
    });

    it("asks once before many are deleted", async () => {
      await page.goto(`${node.url}/admin/`);
      await page.locator("[name=all]").check();
      await page.locator(".bulk").getByText("Delete").click();
      await page.getByText("3 comments lose their words").waitFor();
      expect(await state("first")).to.equal("held");
      await page.locator("button", { hasText: "Delete for good" }).click();
      await page.getByText("3 comments deleted for good.").first().waitFor();
      expect(await state("first")).to.equal("removed");
    });

    it("has room for thumbs, and no need to be moved sideways", async () => {
      await page.goto(`${node.url}/admin/?tab=held&origin=web`);
      await page.locator("[name=pick]").first().check();
      for (const details of await page.locator("details.more summary").all()) await details.click();
      const targets = page.locator("main .button, main summary, main .tick, main .tabs a, main .chips a, main select");
      const small: string[] = [];
      for (const target of await targets.all()) {
        const box = await target.boundingBox();
        if (box && (box.height < 43.5 || box.width < 43.5))
          small.push(`${await target.innerText()} ${box.width}×${box.height}`);
      }
      expect(small).to.deep.equal([]);
      if (!javaScriptEnabled) return;
      expect(await page.evaluate("document.documentElement.scrollWidth")).to.be.at.most(360);
    });

    if (!javaScriptEnabled) return;

    it("is left in order by keys alone, the next comment always at hand", async () => {
      await page.goto(`${node.url}/admin/`);
      await page.keyboard.press("j");
      expect(await focused()).to.equal("comment-3");
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      expect(await focused()).to.equal("comment-1");
      await page.keyboard.press("k");
      expect(await focused()).to.equal("comment-2");
      await page.keyboard.press("a");
      await page.getByText("Published.", { exact: true }).first().waitFor();
      expect([await state("second"), await focused()]).to.deep.equal(["published", "comment-1"]);
      await page.keyboard.press("s");
      await page.getByText("Moved to spam.").first().waitFor();
      expect([await state("first"), await focused()]).to.deep.equal(["spam", "comment-3"]);
      await page.keyboard.press("z");
      await page.getByText("Undone.", { exact: true }).first().waitFor();
      expect(await state("first")).to.equal("held");
      expect(new URL(page.url()).search).to.equal("?tab=held");
    });

    it("says what happened to who listens, and keeps quiet otherwise", async () => {
      await page.goto(`${node.url}/admin/`);
      expect(await page.locator("body > [role=status]").textContent()).to.equal("");
      await page.keyboard.press("j");
      await page.keyboard.press("a");
      await page.locator("body > [role=status]", { hasText: "Published." }).waitFor({ state: "attached" });
    });

    it("ticks, opens the menu to block, and shows its keys", async () => {
      await page.goto(`${node.url}/admin/`);
      await page.keyboard.press("j");
      await page.keyboard.press("x");
      expect(await page.locator("[name=pick]").first().isChecked()).to.equal(true);
      await page.keyboard.press("j");
      await page.keyboard.press("b");
      expect(await page.evaluate("document.activeElement.textContent")).to.equal("Block @mira@far.example");
      expect(await state("second")).to.equal("held");
      await page.keyboard.press("?");
      await page.locator("dialog[open]").waitFor();
      expect(await findBarriers(page)).to.deep.equal([]);
      await page.keyboard.press("a");
      await page.keyboard.press("Escape");
      expect(await state("second")).to.equal("held");
    });

    it("leaves letters alone that are typed", async () => {
      await page.goto(`${node.url}/admin/`);
      await page.locator(".filter summary").click();
      await page.fill("#server", "");
      await page.locator("#server").pressSequentially("jsa");
      expect(await page.inputValue("#server")).to.equal("jsa");
      expect(await state("third")).to.equal("held");
    });

    it("leads to the answer by r, which is marked as the author’s", async () => {
      const { number } = await node.put({ _id: "shown" });
      await page.goto(`${node.url}/admin/?tab=published`);
      await page.keyboard.press("j");
      await page.keyboard.press("r");
      await page.waitForURL(`**/thread?**reply=${number}#antiphon-form`);
      node.clock.advance(4_000);
      await page.fill("[name=text]", "Thank you, I have mended it.");
      await page.getByRole("button", { name: "Post comment" }).click();
      const answered = page.locator(".an-comment", { hasText: "I have mended it" });
      expect(await answered.locator(".an-writer").innerText()).to.equal("Author");
      expect(await findBarriers(page)).to.deep.equal([]);
    });

    for (const colorScheme of ["light", "dark"] as const) {
      it(`has no barriers, ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme });
        await page.goto(`${node.url}/admin/?tab=held&server=far.example`);
        await page.keyboard.press("j");
        await page.keyboard.press("x");
        await page.locator("details.more summary").first().click();
        expect(await findBarriers(page)).to.deep.equal([]);
        await page.keyboard.press("a");
        await page.getByText("Published.", { exact: true }).first().waitFor();
        expect(await findBarriers(page)).to.deep.equal([]);
      });
    }
  });
}
