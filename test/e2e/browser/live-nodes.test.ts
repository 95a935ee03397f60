import { basename, join } from "node:path";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { type Blog, startBlog } from "../../helpers/blog.ts";
import { buildClient, findBrowser, launchBrowser } from "../../helpers/browser.ts";
import { createTestClock } from "../../helpers/clock.ts";
import { closeAll } from "../../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../../helpers/composed-node.ts";
import { onEveryStore } from "../../helpers/stores.ts";

const path = findBrowser();
const bar = ".an-live:not([hidden]) button";

onEveryStore(`a page that is open${path ? "" : " (skipped: no Chromium on this machine)"}`, (store) => {
  const clock = createTestClock();
  let browser: Browser | undefined;
  let clientDir: string;
  let blog: Blog;
  let post: string;
  let env: Record<string, string>;
  let one: TestNode;
  let two: TestNode;
  let page: Page;
  let faults: string[];

  before(async function () {
    if (!path) return this.skip();
    browser = await launchBrowser(path);
    clientDir = await buildClient();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    blog = await startBlog();
    blog.publish({ slug: "first" });
    post = blog.urlOf("first");
    const secret = "a secret that both nodes share with each other";
    env = { ANTIPHON_SITE: blog.home, ANTIPHON_SECRET: secret, ...store.env() };
    one = await start();
    two = await start();
    await one.page(post);
    await settle(one);
    await say(one, "There before");
    page = (await browser?.newPage()) as Page;
    faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    // The sources and not an older build, which is what composed nodes serve.
    await page.route(
      ({ pathname }) => /^\/\w+\.js$/.test(pathname),
      (route) => {
        const file = join(clientDir, basename(new URL(route.request().url()).pathname));
        return route.fulfill({ path: file, headers: { "Access-Control-Allow-Origin": "*" } });
      },
    );
    blog.foot = `<script src="${two.url}/embed.js" async></script>`;
  });
  afterEach(async () => {
    await page?.close();
    await closeAll(one, two, blog);
    expect(faults ?? []).to.deep.equal([]);
  });

  function start(at = ""): Promise<TestNode> {
    return startNode(clock, { ...env, ...(at ? { ANTIPHON_URL: at } : {}) });
  }

  async function say(node: TestNode, text: string): Promise<void> {
    const posted = await node.post(post, { text });
    expect(posted.status, posted.html).to.equal(303);
    await settle(node);
  }

  /** Opens the page at the second node, and waits until it listens. */
  async function listen(): Promise<void> {
    const heard = page.waitForResponse((response) => response.headers()["content-type"] === "text/event-stream");
    await page.goto(post);
    await page.locator(".an-title").scrollIntoViewIfNeeded();
    await heard;
  }

  const texts = () => page.locator("li.an-item .an-text").allInnerTexts();

  it("hears of what was said by way of another node on the same store", async () => {
    await listen();
    await say(one, "By way of the other node");
    await two.tick();
    await page.click(`${bar}:text("1 new comment")`);
    await page.waitForSelector("text=By way of the other node");
    expect(await texts()).to.deep.equal(["There before", "By way of the other node"]);
  });

  it("hears, once its node was started again, of all that came meanwhile, and of nothing twice", async () => {
    await listen();
    await say(one, "Before the restart");
    await two.tick();
    await page.waitForSelector(`${bar}:text("1 new comment")`);
    const { url } = two;
    const broken = page.waitForEvent("requestfinished", (request) => request.url().includes("/live?"));
    await two.close();
    await broken;
    await say(one, "While it was away");
    await say(one, "And another");
    const back = page.waitForResponse((response) => response.headers()["content-type"] === "text/event-stream");
    two = await start(url);
    await back;
    await page.click(`${bar}:text("3 new comments")`);
    await page.waitForSelector("text=And another");
    const all = ["There before", "Before the restart", "While it was away", "And another"];
    expect(await texts()).to.deep.equal(all);
    expect(await page.locator(bar).count()).to.equal(0);
    await say(two, "After it");
    await two.tick();
    await page.click(`${bar}:text("1 new comment")`);
    await page.waitForSelector("text=After it");
    expect(await texts()).to.deep.equal([...all, "After it"]);
  });
});
