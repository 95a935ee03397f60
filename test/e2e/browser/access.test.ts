import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { seedDemo } from "../../../src/web/demo/seed.ts";
import { findBarriers } from "../../helpers/axe.ts";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { mira } from "../../helpers/comment.ts";
import { aProfile, aQuote } from "../../helpers/quote.ts";
import { postUrl, startWebNode, type WebNode } from "../../helpers/web.ts";

const thread = `/thread?url=${encodeURIComponent(postUrl)}`;

describeInBrowser("axe-core finds nothing", (browser) => {
  let clientDir: string;
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    clientDir = await buildClient();
  });
  beforeEach(async () => {
    node = await startWebNode({ settings: { clientDir }, site: { guests: true } });
    context = await browser().newContext({ reducedMotion: "reduce" });
    page = await context.newPage();
  });
  afterEach(async () => {
    const found = await findBarriers(page);
    await context?.close();
    await node?.close();
    expect(found).to.deep.equal([]);
  });

  async function open(address: string): Promise<void> {
    await page.goto(`${node.url}${address}`);
    node.clock.advance(4_000);
  }

  /** Every kind of comment there is. */
  async function fill(): Promise<void> {
    const words = (text: string) => text as SafeHtml;
    await node.put({
      _id: "top",
      html: words(
        "<p>From the <a href='https://x.example'>form</a>, <code>code</code></p><blockquote><p>said</p></blockquote><pre><code>x</code></pre>",
      ),
    });
    await node.put({
      _id: "far",
      parent: "top",
      path: ["top"],
      origin: "fediverse",
      author: mira,
      html: words("<p>From afar</p>"),
      remote: { id: "https://far.example/1", url: "https://far.example/@mira/1" },
      attachments: [
        { url: "https://far.example/cat.png", mediaType: "image/png", alt: "A cat" },
        { url: "https://far.example/other.png", mediaType: "image/png", alt: "", sensitive: true },
        { url: "https://far.example/cat.mp4", mediaType: "video/mp4", alt: "A cat moving" },
      ],
      counts: { likes: 3, boosts: 2, quotes: 1, emoji: [{ text: "🎉", image: null, count: 2 }], emojiLikes: 0 },
      editedAt: node.clock.now(),
    });
    await node.world.profiles.put(aProfile());
    await node.world.reactions.put(aQuote({ _id: "q", target: "far" }));
    await node.put({ _id: "warned", warning: "Spoiler", html: words("<p>He did it</p>") });
    await node.put({ _id: "gone", state: "removed", html: words("") });
    await node.put({ _id: "below", parent: "gone", path: ["gone"], html: words("<p>Still here</p>") });
    await node.put({ _id: "held", state: "held", html: words("<p>Waits</p>") });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    it(`in a thread, ${colorScheme}`, async () => {
      await fill();
      await page.emulateMedia({ colorScheme });
      await open(thread);
      for (const summary of await page.locator("main summary").all()) await summary.click();
      expect(await page.locator(".an-picture:visible").count()).to.equal(2);
      expect(await page.locator(".an-quotes a:visible").count()).to.equal(1);
      expect(await page.locator(".an-comment").count()).to.equal(4);
    });
  }

  it("in a thread in Arabic", async () => {
    await fill();
    await open(`${thread}&lang=ar`);
  });

  it("in a thread without comments", () => open(thread));

  it("in a thread that is closed", async () => {
    await fill();
    const found = await node.world.threads.get("thread");
    if (found) await node.world.threads.change(found, { announcement: "withdrawn" });
    await open(thread);
    expect(await page.locator("form").count()).to.equal(0);
  });

  it("in a form with faults, and in an answer", async () => {
    await fill();
    await open(thread);
    await page.locator(".an-reply").first().click();
    node.clock.advance(4_000);
    await page.fill("[name=text]", "Words");
    await page.locator(".an-form summary").click();
    await page.fill("[name=email]", "nobody@nowhere");
    await page.fill("[name=website]", "no site");
    await page.click(".an-main[type=submit]:not(.an-home *)");
    await page.waitForLoadState();
    expect(await page.locator(".an-fault").count()).to.equal(2);
  });

  it("in a preview, after posting, in editing and in deleting", async () => {
    await open(thread);
    await page.fill("[name=text]", "# Words\n\n- one\n- two");
    await page.click("text=Preview");
    expect(await findBarriers(page)).to.deep.equal([]);
    await page.click("text=Post comment");
    await page.waitForLoadState();
    expect(await page.locator(".an-said").count()).to.equal(1);
    expect(await findBarriers(page)).to.deep.equal([]);
    await page.click(".an-edit");
    expect(await findBarriers(page)).to.deep.equal([]);
    await page.fill("[name=text]", "");
    await page.evaluate("document.querySelector('form').noValidate = true");
    await page.click(".an-main");
    await page.waitForLoadState();
    expect(await page.locator(".an-problem").count()).to.equal(1);
    expect(await findBarriers(page)).to.deep.equal([]);
    await page.fill("[name=text]", "Other words");
    await page.click(".an-main");
    await page.click(".an-delete");
    await page.waitForLoadState();
    expect(await page.locator(".an-danger").count()).to.equal(1);
  });

  it("in a comment that waits", async () => {
    await node.world.sites.set("site", { moderation: "first" });
    node.clock.advance(250);
    await open(thread);
    await page.fill("[name=text]", "Words");
    await page.click("text=Post comment");
    await page.waitForLoadState();
    expect(await page.locator(".an-held").count()).to.equal(1);
  });

  it("on the way to one's own server", async () => {
    await fill();
    await open(`/from-home?url=${encodeURIComponent(postUrl)}`);
    expect(await findBarriers(page)).to.deep.equal([]);
    await page.fill("[name=server]", "@ada@away.example");
    await page.click(".an-main");
    await page.waitForLoadState();
    expect(await page.locator(".an-problem").count()).to.equal(1);
  });

  for (const address of ["/", "/nothing", "/login", "/login?token=x"]) {
    it(`on ${address}`, () => open(address));
  }

  it("with a text that could not be posted", async () => {
    await open(thread);
    await page.fill("[name=text]", "Words");
    await page.evaluate("document.querySelector('#antiphon-form [name=url]').value = 'https://elsewhere.example/'");
    await page.click("text=Post comment");
    expect(await page.inputValue("textarea[readonly]")).to.equal("Words");
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`on the owner's pages, with a rule that was just set, ${colorScheme}`, async () => {
      await fill();
      const { cookie } = await node.signIn();
      await page.emulateMedia({ colorScheme });
      const [name = "", value = ""] = cookie.split("=");
      await context.addCookies([{ name, value, url: node.url }]);
      await open("/admin/blocks");
      await page.fill("[name=who]", "far.example");
      await page.click("button.main");
      await page.waitForLoadState();
      expect(await page.locator(".row").count()).to.equal(1);
    });
  }

  it("on a blog's page with the script, while somebody answers", async () => {
    await node.close();
    node = await startWebNode({ demo: true, settings: { clientDir } });
    await seedDemo(node.world, node.openThread, node.url);
    await open("/demo/bread-slowly");
    await page.locator(".an-reply").first().click();
    await page.locator("li > form").waitFor();
  });

  it("and would find a barrier", async () => {
    await open(thread);
    await page.evaluate("document.querySelector('textarea').labels[0].remove()");
    expect((await findBarriers(page)).join()).to.contain("label:");
    await open(thread);
  });
});
