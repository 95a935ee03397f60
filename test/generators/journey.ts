import { expect } from "chai";
import type { Browser } from "playwright-core";
import { escapeHtml } from "../../src/domain/escape.ts";
import { describeInBrowser } from "../helpers/browser.ts";
import type { ExampleBlog } from "./example-blog.ts";
import { openReader, type Reader } from "./reader.ts";

/** What a template would take for its own, were it read as one. */
const odd = "Another {{ 7 * 7 }} {% raw %} <%= 7 * 7 %> ${7 * 7} $& one";

/** The posts of an example: paths below the blog's address. */
export interface Posts {
  list: string;
  first: string;
  second: string;
  /** A post whose address is not of ASCII alone. */
  encoded: string;
}

/**
 * What every generated blog promises its readers: built without the node, then with it and comments. The tests go on from
 * one another, as a blog does.
 */
export function promiseReaders(at: () => ExampleBlog, { list, first, second, encoded }: Posts): void {
  describeInBrowser("for its readers", (browser: () => Browser) => {
    const readers: Reader[] = [];
    const reader = async (options = {}) => {
      const opened = await openReader(browser(), at(), options);
      readers.push(opened);
      return opened;
    };
    afterEach(async () => {
      for (const opened of readers.splice(0)) {
        await opened.close();
        expect(opened.faults).to.deep.equal([]);
      }
    });

    it("is built although the node cannot be reached, says so, and shows comments by the script", async () => {
      const printed = await at().build();
      expect(printed).to.match(/Antiphon:[\s\S]*comments come by script/);
      await at().startNode();
      await at().seed(first, "a", "The first comment");
      const { page, open, texts } = await reader();
      await open(first);
      await page.waitForSelector(".an-text", { state: "attached" });
      expect(await texts()).to.deep.equal(["The first comment"]);
      const without = await reader({ javaScriptEnabled: false });
      await without.open(first);
      expect(await without.page.locator("antiphon-comments a").getAttribute("href")).to.contain(
        `${at().node.url}/thread?url=`,
      );
    });

    it("shows a thread without a script and without asking the node for anything but the style", async () => {
      await at().seed(second, "b", escapeHtml(odd));
      await at().seed(encoded, "c", "Far away");
      await at().build();
      const { open, texts, asked } = await reader({ javaScriptEnabled: false });
      await open(first);
      expect(await texts()).to.deep.equal(["The first comment"]);
      await open(second);
      expect(await texts()).to.deep.equal([odd]);
      await open(encoded);
      expect(await texts()).to.deep.equal(["Far away"]);
      expect([...new Set(asked)]).to.deep.equal(["/embed.css"]);
    });

    it("counts comments in its list of posts, without a script and with one", async () => {
      const numbers = (opened: Reader) => opened.page.locator("[data-antiphon-count]").allTextContents();
      const without = await reader({ javaScriptEnabled: false });
      await without.open(list);
      expect(await numbers(without)).to.deep.equal(["1 comment", "1 comment", "1 comment"]);
      expect(without.asked).to.not.contain("/counts");
      await at().seed(first, "d", "A second comment");
      const { page, open, asked } = await reader();
      await open(list);
      await page.waitForSelector("text=2 comments");
      expect(asked.filter((path) => path === "/counts")).to.have.lengthOf(1);
    });

    it("brings a thread up to date, nothing of it twice, and tells what comes", async () => {
      const { page, open, texts, asked } = await reader();
      await open(first);
      await page.waitForSelector("text=A second comment");
      expect(await texts()).to.deep.equal(["The first comment", "A second comment"]);
      expect(await page.locator(".antiphon").count()).to.equal(1);
      await page.locator(".an-form").scrollIntoViewIfNeeded();
      await page.waitForFunction("window.streams === 1");
      await at().seed(first, "e", "Live");
      await at().node.tick();
      await page.click(".an-live button");
      await page.waitForSelector("text=Live");
      expect(await texts()).to.deep.equal(["The first comment", "A second comment", "Live"]);
      expect(asked.filter((path) => path === "/embed.js")).to.have.lengthOf(1);
    });

    it("does not move when nothing has changed since", async () => {
      await at().build();
      const { page, open, shifted } = await reader();
      await open(first);
      await page.waitForSelector(".antiphon:not([data-built])");
      await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))");
      expect(await shifted()).to.equal(0);
    });

    it("leads from post to post, each with its own thread", async () => {
      const { page, open, texts } = await reader();
      for (const [path, text] of [
        [first, "The first comment"],
        [second, odd],
        [encoded, "Far away"],
      ] as const) {
        await open(list);
        await page.click(`main a[href$="${path}"], main a[href$="${encodeURI(path)}"]`);
        await page.waitForSelector(`text=${text.slice(0, 9)}`);
        await page.waitForSelector(".antiphon:not([data-built])");
        expect(await texts()).to.contain(text);
        expect(await page.locator(".antiphon").count()).to.equal(1);
      }
    });
  });
}
