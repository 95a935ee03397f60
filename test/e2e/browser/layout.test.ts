import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { completeLanguages } from "../../../src/i18n/languages.ts";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { mira } from "../../helpers/comment.ts";
import { postUrl, startWebNode, type WebNode } from "../../helpers/web.ts";

const thread = `/thread?url=${encodeURIComponent(postUrl)}`;

interface Measured {
  name: string;
  height: number;
  letters: number;
}

/** How high everything is that a finger presses, and how large the letters are in what is typed into; ticks have labels. */
const measure = `
  [...document.querySelectorAll(
    "button, input:not([type=hidden], [tabindex='-1']), textarea, summary, .an-foot > a, .an-tools > a, .bar a",
  )].filter((element) => element.checkVisibility()).map((element) => ({
    name: element.outerHTML.slice(0, 80),
    height: (element.closest(".an-check")?.querySelector("label") ?? element).getBoundingClientRect().height,
    letters: element.matches("input:not([type=checkbox]), textarea") ? parseFloat(getComputedStyle(element).fontSize) : 16,
  }))`;

describeInBrowser("a phone", (browser) => {
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    node = await startWebNode({ settings: { clientDir: await buildClient() }, site: { guests: true } });
    const html = "<p>A-very-long-word-that-nobody-would-write-but-somebody-will-paste-into-it-some-day</p>" as SafeHtml;
    await node.put({ _id: "a", html });
    let above = "a";
    for (const _id of ["b", "c", "d", "e", "f"]) {
      await node.put({ _id, parent: above, path: [above], origin: "fediverse", author: mira, html });
      above = _id;
    }
    await node.put({ _id: "w", warning: "Spoiler", html: "<p>He did it</p>" as SafeHtml });
  });
  after(async () => {
    await node?.close();
  });
  beforeEach(async () => {
    context = await browser().newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    page = await context.newPage();
  });
  afterEach(() => context?.close());

  for (const lang of completeLanguages) {
    it(`scrolls no page sideways, and has targets and letters large enough, in ${lang}`, async () => {
      for (const address of [`${thread}&lang=${lang}`, `/from-home?url=${encodeURIComponent(postUrl)}&lang=${lang}`]) {
        await page.goto(node.url + address);
        for (const summary of await page.locator("summary").all()) await summary.click();
        expect(await page.evaluate("document.documentElement.scrollWidth")).to.equal(360);
        for (const { name, height, letters } of (await page.evaluate(measure)) as Measured[]) {
          expect(height, name).to.be.at.least(44);
          expect(letters, name).to.be.at.least(16);
        }
      }
    });
  }

  it("is written from the right in Arabic: faces, names and answers begin there", async () => {
    await page.goto(`${node.url}${thread}&lang=ar`);
    const [face, words] = [page.locator(".an-face").first(), page.locator(".an-by").first()];
    expect((await face.boundingBox())?.x).to.be.greaterThan((await words.boundingBox())?.x ?? 999);
    const [outer, inner] = [page.locator(".an-face").nth(0), page.locator(".an-face").nth(1)];
    expect((await inner.boundingBox())?.x).to.be.lessThan((await outer.boundingBox())?.x ?? 0);
    const direction = "getComputedStyle(document.querySelector('.an-text')).direction";
    expect(await page.evaluate(direction)).to.equal("ltr");
  });

  it("prints the comments with all that is folded away, and no forms", async () => {
    await page.goto(`${node.url}${thread}`);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("form:visible").count()).to.equal(0);
    expect((await page.locator(".an-warned .an-text").boundingBox())?.height).to.be.greaterThan(10);
  });

  it("reaches all that can be done by Tab, in the order of the page", async () => {
    await page.goto(`${node.url}${thread}`);
    const reached: string[] = [];
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press("Tab");
      const name = (await page.evaluate(
        "document.activeElement.getAttribute('name') ?? document.activeElement.className",
      )) as string;
      reached.push(name);
      if (name.includes("an-main") && reached.includes("text")) break;
    }
    const order = ["back", "an-reply", "text", "author", "federate", "an-button an-main"];
    expect(reached.filter((name, i) => order.includes(name) && reached.indexOf(name) === i)).to.deep.equal(order);
    expect(reached).to.not.include("subject");
  });
});
