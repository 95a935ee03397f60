import { expect } from "chai";
import type { Browser } from "playwright-core";
import { describeInBrowser } from "../helpers/browser.ts";
import { describeGenerator, type ExampleBlog, type Generator, missingFromNpm, openExample } from "./example-blog.ts";
import { promiseReaders } from "./journey.ts";
import { openReader, type Reader } from "./reader.ts";

const astro: Generator = {
  name: "astro",
  command: (folder) => [process.execPath, `${folder}/node_modules/astro/astro.js`, "build"],
  output: "dist",
};

describeGenerator("Astro", missingFromNpm("astro"), () => {
  let blog: ExampleBlog | undefined;
  const at = () => blog as ExampleBlog;
  before(async () => {
    blog = await openExample(astro);
  });
  after(() => blog?.close());

  promiseReaders(at, { list: "", first: "blog/first-light/", second: "blog/papier/", encoded: "blog/提灯/" });

  describeInBrowser("with its client router", (browser: () => Browser) => {
    let reader: Reader;
    beforeEach(async () => {
      reader = await openReader(browser(), at());
    });
    afterEach(async () => {
      await reader.close();
      expect(reader.faults).to.deep.equal([]);
    });

    /** Follows a link without the page being loaded anew. */
    async function follow(href: string): Promise<void> {
      await reader.page.evaluate(
        "document.addEventListener('astro:page-load', () => { window.arrived = true; }, { once: true })",
      );
      await reader.page.click(`a[href="${href}"]`);
      await reader.page.waitForFunction("window.arrived");
      await reader.page.evaluate("window.arrived = false");
    }

    it("shows each post's thread, and leaves no stream of news behind", async () => {
      const { page, open, texts, streams, asked } = reader;
      await open("");
      await page.evaluate("window.stays = true");
      for (const [path, text] of [
        ["/blog/first-light/", "The first comment"],
        ["/blog/papier/", "Another"],
      ] as const) {
        await follow(path);
        await page.waitForSelector(`text=${text}`);
        await page.locator(".an-form").scrollIntoViewIfNeeded();
        await page.waitForFunction("window.streams === 1");
        expect((await texts())[0]).to.contain(text);
        expect(await page.locator(".antiphon").count()).to.equal(1);
        await follow("/");
        expect(await streams()).to.equal(0);
      }
      expect(await page.evaluate("window.stays")).to.equal(true);
      expect(asked.filter((path) => path === "/embed.js")).to.have.lengthOf(1);
    });

    it("brings numbers up to date each time that the list is shown", async () => {
      const { page, open } = reader;
      const numbers = () => page.locator("[data-antiphon-count]").allTextContents();
      await at().seed("blog/papier/", "later", "One more");
      await open("");
      await page.waitForSelector("text=2 comments");
      const now = await numbers();
      await follow("/blog/papier/");
      await follow("/");
      await page.waitForSelector("text=2 comments");
      expect(await numbers()).to.deep.equal(now);
    });

    it("stays on the page when a link to a comment is followed", async () => {
      const { page, open } = reader;
      await open("blog/papier/");
      await page.waitForSelector(".antiphon:not([data-built])");
      await page.evaluate("window.stays = true");
      await page.click(".an-time");
      await page.waitForSelector(".an-item:target");
      expect(page.url()).to.match(/\/blog\/papier\/#comment-\d+$/);
      expect(await page.evaluate("window.stays")).to.equal(true);
    });
  });
});

describeGenerator("Astro below a path, without slashes", missingFromNpm("astro"), () => {
  let blog: ExampleBlog | undefined;
  after(() => blog?.close());

  it("names each page by one address, however its file and its links are written", async () => {
    blog = await openExample(astro, "/notes/");
    const { home } = blog.host;
    await blog.edit(
      "astro.config.mjs",
      "defineConfig({",
      'defineConfig({ base: "/notes", trailingSlash: "never", build: { format: "file" },',
    );
    await blog.startNode();
    await blog.build();
    await blog.seed("blog/papier/", "a", "Below a path");
    await blog.build();
    const post = await blog.read("blog/papier.html");
    expect(post).to.contain(`rel="canonical" href="${home}blog/papier"`).and.contain("Below a path");
    expect(await blog.read("index.html")).to.match(/data-antiphon-count="[^"]*\/notes\/blog\/papier\/">1 comment</);
  });
});
