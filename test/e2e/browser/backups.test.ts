import { expect } from "chai";
import type { BackupDesk } from "../../../src/domain/backup.ts";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { describeInBrowser } from "../../helpers/browser.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { startWebNode } from "../../helpers/web.ts";

const at = new Date("2026-11-01T03:00:00Z");
const backup = { name: "antiphon-2026-11-01T030000Z.v2.db", at, version: 2, bytes: 1_234_567 };

/** The page of backups on a phone: all well, and with a fault. */
describeInBrowser("backups in a browser", (browser) => {
  it("are told of without barriers, on 360 pixels, and made by one press", async () => {
    let asked = 0;
    const desk: BackupDesk = {
      plan: { everyMs: 86_400_000, keep: { h: 0, d: 7, w: 4, m: 6, y: 0 } },
      poke: () => void asked++,
      shelf: {
        folder: "/mnt/a-disk-with-a-rather-long-name/backups/of/antiphon/for/the/blog",
        list: async () => [backup],
        make: () => Promise.reject(new Error("not asked for in this test")),
        remove: async () => undefined,
        noteErasures: async () => undefined,
      },
    };
    const node = await startWebNode({ backups: desk });
    const viewport = { width: 360, height: 740 };
    const { context, page } = await enterAsOwner(browser(), node, { viewport });
    try {
      const last = { name: backup.name, at: at.toISOString(), bytes: backup.bytes, documents: 12 };
      const fault = { at: at.toISOString(), since: at.toISOString(), reason: "The disk of /mnt is full." };
      for (const state of [
        { last, fault: null },
        { last, fault },
      ]) {
        await node.world.settings.set("backups", state);
        await page.goto(`${node.url}/admin/backups`);
        expect(await page.locator("html").evaluate((html) => html.scrollWidth)).to.be.at.most(360);
        expect(await findBarriersInEveryLook(page)).to.deep.equal([]);
      }
      expect(await page.textContent("[role=alert]")).to.contain("The disk of /mnt is full.");
      await page.click('button:has-text("Back up now")');
      await page.waitForSelector('[role=status]:has-text("It is being made.")');
      expect(asked).to.equal(1);
    } finally {
      await context.close();
      await node.close();
    }
  });
});
