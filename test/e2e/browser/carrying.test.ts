import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { createExporters } from "../../../src/compose/exporters.ts";
import { importers } from "../../../src/compose/importers.ts";
import { createUploads } from "../../../src/runtime/uploads.ts";
import { createImportWork, type ImportWork } from "../../../src/usecases/operate/import-work.ts";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { describeInBrowser } from "../../helpers/browser.ts";
import { disqusXml } from "../../helpers/disqus-xml.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { startWebNode, type WebNode } from "../../helpers/web.ts";

/** Comments that come and go as files, on a phone, with scripts and without. */
describeInBrowser("imports and exports in a browser", (browser) => {
  let node: WebNode;
  let imports: ImportWork;
  let folder: string;
  let context: BrowserContext;
  let page: Page;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "antiphon-carrying-"));
    const uploads = createUploads({ store: `sqlite:${folder}/antiphon.db`, importBytes: 1_000_000 });
    node = await startWebNode({
      carrying: { importers, exporters: createExporters(), uploads, poke: () => undefined },
    });
    imports = createImportWork(node.world, { importers, uploads, origin: node.url });
  });
  afterEach(async () => {
    await context?.close();
    await node?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const javaScriptEnabled of [true, false]) {
    const isClean = (name: string) => demandClean(name, javaScriptEnabled);
    it(`brings a file, looks, imports and takes it along again, scripts ${javaScriptEnabled ? "on" : "off"}`, async () => {
      const viewport = { width: 360, height: 740 };
      ({ context, page } = await enterAsOwner(browser(), node, { javaScriptEnabled, viewport }));
      await page.goto(`${node.url}/admin/import`);
      await isClean("list");
      const xml = disqusXml(
        [
          { id: "1", link: "https://blog.example/post" },
          { id: "2", link: "https://old.example/a-long-address-of-a-page" },
        ],
        [{ id: "10" }, { id: "11", thread: "2" }],
      );
      const file = { name: "export.xml", mimeType: "text/xml", buffer: Buffer.from(xml) };
      await page.setInputFiles("input[type=file]", file);
      await page.click('button:has-text("Bring it here")');
      expect(await page.inputValue("#importer")).to.equal("disqus");
      await isClean("plan");
      await page.click('button:has-text("Look what would happen")');
      await isClean("looking");
      await imports.drain();
      // By itself, as nobody presses anything.
      await page.waitForSelector(".import-report");
      await isClean("report");
      expect(await page.textContent(".import-report")).to.contain("Something would be lost.");
      await page.click('button:has-text("Import it")');
      await imports.drain();
      await page.waitForSelector('h2:has-text("What was done")');
      expect(await node.world.comments.counts("thread")).to.deep.equal({ published: 1, held: 0 });

      await page.goto(`${node.url}/admin/export`);
      await isClean("export");
      const [download] = await Promise.all([page.waitForEvent("download"), page.click('button:has-text("Download")')]);
      expect(download.suggestedFilename()).to.equal("comments-blog.example.ndjson");
      expect(readFileSync(await download.path(), "utf8")).to.contain('"comments":1}');
    });
  }

  /** Barriers are looked for by a script. */
  async function demandClean(name: string, scripted: boolean): Promise<void> {
    const width = await page.locator("html").evaluate((html) => html.scrollWidth);
    expect(width, name).to.be.at.most(360);
    if (scripted) expect(await findBarriersInEveryLook(page), name).to.deep.equal([]);
    for (const box of await page.locator("main button:visible, main a.button:visible").all())
      expect((await box.boundingBox())?.height, (await box.textContent()) ?? "").to.be.at.least(43.5);
  }
});
