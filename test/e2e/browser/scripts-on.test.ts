import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import type { FindWay } from "../../../src/usecases/visit/reply-from-home.ts";
import { buildClient, findBrowser, launchBrowser } from "../../helpers/browser.ts";
import { startWebNode, type WebNode } from "../../helpers/web.ts";

const path = findBrowser();

describe(`a blog of another origin with the script${path ? "" : " (skipped: no Chromium on this machine)"}`, () => {
  let browser: Browser;
  let clientDir: string;
  let blog: Server;
  let blogUrl: string;
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];
  let policy: string;

  before(async function () {
    if (!path) return this.skip();
    browser = await launchBrowser(path);
    clientDir = await buildClient();
  });
  after(() => browser?.close());

  beforeEach(async () => {
    blog = createServer((_req, res) => {
      res.setHeader("Content-Type", "text/html");
      if (policy) res.setHeader("Content-Security-Policy", policy);
      const looks = policy ? "" : "<style>body{font-family:Georgia;color:rgb(10,20,30)}</style>";
      res.end(`<!doctype html><title>Post</title>${looks}
        <p>Words.</p><script src="${node.url}/embed.js" async></script><footer>Foot</footer>`);
    });
    await new Promise<void>((resolve) => blog.listen(0, "127.0.0.1", resolve));
    // Another name for the same machine: to a browser the blog is another site than the node.
    blogUrl = `http://localhost:${(blog.address() as AddressInfo).port}/`;
    const findWay: FindWay = async ({ host }) => ({ kind: "open", url: `${node.url}/healthz?opened-on=${host}` });
    node = await startWebNode({ site: { home: blogUrl }, settings: { clientDir }, findWay });
    await node.openThread(`${blogUrl}post`, { wait: true });
    context = await browser.newContext();
    page = await context.newPage();
    faults = [];
    policy = "";
    page.on("pageerror", (error) => faults.push(String(error)));
  });
  afterEach(async () => {
    await context?.close();
    await node?.close();
    if (blog) await new Promise((resolve) => blog.close(resolve));
    expect(faults).to.deep.equal([]);
  });

  async function open(): Promise<void> {
    await page.goto(`${blogUrl}post`);
    await page.waitForSelector(".an-form");
    node.clock.advance(4_000);
  }
  async function threadId(): Promise<string> {
    const opened = await node.openThread(`${blogUrl}post`, { wait: true });
    return opened.kind === "thread" ? opened.thread._id : "";
  }
  const seed = async (id: string, text: string, parent?: string) =>
    node.put({
      _id: id,
      thread: await threadId(),
      html: `<p>${text}</p>` as SafeHtml,
      parent: parent ?? null,
      path: parent ? [parent] : [],
    });
  const write = (text: string) => page.fill("form[data-number] textarea", text);
  const post = () => page.click("text=Post comment");

  it("places the thread where the script stands, in the page's own font and colour", async () => {
    await seed("a", "Hello from before");
    await open();
    expect(await page.locator("script + antiphon-comments .an-comment").count()).to.equal(1);
    const styleOf = (name: string) => page.evaluate(`getComputedStyle(document.querySelector(".an-text")).${name}`);
    expect(await styleOf("fontFamily")).to.equal("Georgia");
    expect(await styleOf("color")).to.equal("rgb(10, 20, 30)");
  });

  it("leaves no name behind in the page", async () => {
    await open();
    const names = await page.evaluate("Object.keys(window).filter((name) => /antiphon|^an[-_A-Z]|embed/i.test(name))");
    expect(names).to.deep.equal([]);
  });

  it("posts, edits and deletes without leaving the page", async () => {
    await open();
    await page.evaluate("window.here = 1");
    await write("From the *blog* itself");
    await page.click("text=Preview");
    await page.waitForSelector(".an-preview em");
    await post();
    await page.waitForSelector(".an-new");
    expect(await page.locator(".an-title").textContent()).to.equal("1 comment");
    expect(await page.locator(".an-new em").textContent()).to.equal("blog");
    expect(await page.inputValue("form[data-number] textarea")).to.equal("");

    await page.click(".an-edit");
    await page.fill(".an-editing textarea", "Better");
    await page.click("text=Save");
    await page.waitForSelector("text=edited");
    expect(await page.locator(".an-text").textContent()).to.equal("Better");

    await page.click(".an-delete");
    await page.click(".an-deleting button");
    await page.waitForSelector(".an-empty");
    expect(await page.evaluate("window.here")).to.equal(1);
  });

  it("moves the form below what is answered, and back with the focus", async () => {
    const parent = await seed("a", "Answer me");
    await open();
    await page.click(".an-reply");
    expect(await page.evaluate("document.activeElement.tagName")).to.equal("TEXTAREA");
    expect(await page.locator(`#comment-${parent.number} > form .an-sub`).textContent()).to.equal("Answer Anna");
    await page.keyboard.press("Escape");
    expect(await page.evaluate("document.activeElement.className")).to.equal("an-reply");

    await page.click(".an-reply");
    await write("Here you are");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(`#comment-${parent.number} > .an-list > .an-new`);
  });

  it("keeps the text when the node is away, and stores it once when it is back", async () => {
    await open();
    await write("Do not lose me");
    await page.route("**/comments", (route) => route.abort());
    await post();
    await page.waitForSelector(".an-problem");
    expect(await page.locator(".an-problem").textContent()).to.contain("Your text is still here");
    expect(await page.inputValue("form[data-number] textarea")).to.equal("Do not lose me");
    await page.unroute("**/comments");
    await post();
    await page.waitForSelector(".an-new");
    expect((await node.world.comments.counts(await threadId())).published).to.equal(1);
  });

  it("gives a draft back after a reload, and drops it once it is posted", async () => {
    await open();
    await write("Half a thou");
    await open();
    await page.waitForFunction("document.querySelector('form[data-number] textarea').value !== ''");
    expect(await page.inputValue("form[data-number] textarea")).to.equal("Half a thou");
    await post();
    await page.waitForSelector(".an-new");
    await open();
    expect(await page.inputValue("form[data-number] textarea")).to.equal("");
  });

  it("shows a faulty field with everything typed", async () => {
    await open();
    await write("Fine words");
    await page.click("summary:has-text('E-mail')");
    await page.fill("[name=website]", "gopher://x");
    await post();
    await page.waitForSelector(".an-fault");
    expect(await page.inputValue("form[data-number] textarea")).to.equal("Fine words");
    expect(await page.evaluate("document.activeElement.className")).to.equal("an-problem");
  });

  it("shows a held comment to its writer alone, also after a reload, and knows the writer once it was approved", async () => {
    await node.world.sites.set((await node.world.sites.all())[0]?._id ?? "", { moderation: "first" });
    node.clock.advance(250);
    await open();
    await write("Knock knock");
    await post();
    await page.waitForSelector(".an-held");
    await open();
    await page.waitForSelector(".an-held");
    const [waiting] = (await node.world.comments.inState("held", { limit: 1 })).items;
    await createDecide(node.world)(waiting?._id ?? "", "approve");
    node.clock.advance(250);
    await open();
    await write("Thank you for opening");
    await post();
    await page.waitForSelector(".an-new:not(.an-held)");
  });

  it("works on a blog whose own rules let nothing in but the node's files", async () => {
    policy = ["script-src", "style-src", "connect-src", "form-action"].map((rule) => `${rule} ${node.url}`).join("; ");
    policy = `default-src 'none'; ${policy}`;
    await page.addInitScript(`window.refused = [];
      addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective + " " + event.blockedURI));`);
    const parent = await seed("a", "Under **strict** rules");
    await open();
    expect(await page.evaluate("getComputedStyle(document.querySelector('.an-comment')).display")).to.equal("grid");
    await page.click(`#comment-${parent.number} .an-reply`);
    await write("Still *works*");
    await page.click("text=Preview");
    await page.waitForSelector(".an-preview em");
    await post();
    await page.waitForSelector(".an-new");
    await page.click(".an-edit");
    await page.fill(".an-editing textarea", "Works still");
    await page.click("text=Save");
    await page.waitForSelector("text=edited");
    expect(await page.evaluate("window.refused")).to.deep.equal([]);
  });

  it("goes on to the reader's own server in a tab of its own, and remembers it only if that was ticked", async () => {
    await open();
    for (const remember of [true, false]) {
      await page.click("summary:has-text('Reply from your own server')");
      expect(await page.isChecked(".an-home [name=remember]")).to.equal(!remember);
      if (remember) await page.fill(".an-home [name=server]", "@ada@social.example");
      expect(await page.inputValue(".an-home [name=server]")).to.equal("@ada@social.example");
      await page.setChecked(".an-home [name=remember]", remember);
      const [tab] = await Promise.all([context.waitForEvent("page"), page.click("text=Open it there")]);
      await tab.waitForURL("**/healthz?opened-on=social.example");
      await tab.close();
      expect(page.url()).to.equal(`${blogUrl}post`);
      await open();
    }
    expect(await page.inputValue(".an-home [name=server]")).to.equal("");
    expect(await page.evaluate("localStorage.length")).to.equal(0);
  });

  it("says what is wrong where the blog is not configured", async () => {
    await node.world.sites.set("site", { home: "https://somewhere-else.example/" });
    node.clock.advance(250);
    await page.goto(`${blogUrl}post`);
    await page.waitForSelector(".an-problem");
    expect(await page.locator(".an-problem").textContent())
      .to.contain(blogUrl.slice(0, -1))
      .and.contain("ANTIPHON_SITE");
  });
});
