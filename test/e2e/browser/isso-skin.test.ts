import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { mailing, relaxed } from "../../helpers/isso.ts";
import { type IssoBlog, startIssoBlog } from "../../helpers/isso-blog.ts";
import { selectors } from "../../helpers/isso-selectors.ts";
import type { WebNode, WebNodeOptions } from "../../helpers/web.ts";

describeInBrowser("our client in the place of Isso's", (browser) => {
  let clientDir: string;
  let blog: IssoBlog | undefined;
  let blogUrl: string;
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;
  let open: IssoBlog["open"];
  let put: IssoBlog["put"];
  let html: IssoBlog["html"];

  before(async () => {
    clientDir = await buildClient();
  });

  async function start(options: WebNodeOptions = {}): Promise<void> {
    blog = await startIssoBlog(context, clientDir, options);
    ({ node, page, open, put, html, home: blogUrl } = blog);
  }

  beforeEach(async () => {
    context = await browser().newContext();
  });
  afterEach(async () => {
    await context?.close();
    await blog?.close();
    expect(blog?.faults ?? []).to.deep.equal([]);
    blog = undefined;
  });

  const text = (selector: string) => page.locator(selector).first().textContent();
  const count = (selector: string) => page.locator(selector).count();
  const styleOf = (selector: string, name: string) =>
    page.evaluate(`getComputedStyle(document.querySelector("${selector}")).getPropertyValue("${name}")`);

  it("draws what style sheets for Isso name", async () => {
    await start(mailing);
    html.attributes = `data-isso-max-comments-top="1" data-isso-max-comments-nested="1"`;
    const author = { kind: "visitor", name: "Anna", website: "https://anna.example/", email: null, hash: "h" } as const;
    await put({ _id: "a", author, html: "<p>words</p>" as SafeHtml });
    for (const _id of ["b", "c"]) await put({ _id, parent: "a", path: ["a"] });
    await put({ _id: "d" });
    await open();
    const missing: string[] = [];
    for (const selector of selectors) if ((await count(selector)) === 0) missing.push(selector);
    expect(missing).to.deep.equal([]);
    expect(await styleOf(".isso-author", "font-weight")).to.equal("700");
  });

  it("posts, previews, answers, edits and deletes", async () => {
    await start();
    await open();
    const box = "#isso-thread > .isso-postbox";
    await page.fill(`${box} textarea`, "Good *words* of mine");
    await page.click(`${box} [name=preview]`);
    await page.waitForSelector(`${box} .isso-preview em`);
    expect(await page.locator(`${box} textarea`).isVisible()).to.equal(false);
    await page.click(`${box} [name=edit]`);
    await page.fill(`${box} [name=author]`, "Ben <b>");
    await page.click(`${box} [type=submit]`);
    await page.waitForSelector("#isso-root > .isso-comment em");
    expect(await text("#isso-root .isso-author")).to.equal("Ben <b>");
    expect(await page.inputValue(`${box} textarea`)).to.equal("");

    await page.click("#isso-root .isso-reply");
    const answerBox = "#isso-root .isso-postbox";
    expect(await page.inputValue(`${answerBox} [name=author]`)).to.equal("Ben <b>");
    await page.fill(`${answerBox} textarea`, "And an answer");
    await page.click(`${answerBox} [type=submit]`);
    await page.waitForSelector(".isso-follow-up .isso-comment");
    expect(await count(answerBox)).to.equal(0);

    const mine = "#isso-root > .isso-comment > .isso-text-wrapper";
    await page.click(`${mine} .isso-edit`);
    await page.waitForSelector(`${mine} textarea`);
    expect(await page.inputValue(`${mine} textarea`)).to.equal("Good *words* of mine");
    await page.click(`${mine} .isso-cancel`);
    expect(await text(`${mine} .isso-text em`)).to.equal("words");
    await page.click(`${mine} .isso-edit`);
    await page.fill(`${mine} textarea`, "Better **words**");
    await page.click(`${mine} .isso-edit`);
    await page.waitForSelector(`${mine} .isso-text strong`);

    await page.click(`${mine} .isso-delete`);
    await page.click(`${mine} .isso-delete`);
    await page.waitForSelector("text=This comment was deleted.");
    const answer = ".isso-follow-up .isso-comment .isso-delete";
    await page.click(answer);
    await page.click(answer);
    await page.waitForFunction("document.querySelector('.isso-follow-up .isso-comment') === null");
    await open();
    expect(await count("#isso-root .isso-comment")).to.equal(0);
  });

  it("edits and deletes where cookies of third parties are blocked, and no other's comment", async () => {
    await start();
    await put({ _id: "other" });
    await open();
    expect(await count(".isso-edit, .isso-delete")).to.equal(0);
    await page.fill("#isso-thread > .isso-postbox textarea", "From far away");
    await page.click("#isso-thread > .isso-postbox [type=submit]");
    const mine = "#isso-root > .isso-comment:nth-of-type(2) > .isso-text-wrapper";
    await page.waitForSelector(`${mine} .isso-edit`);
    expect((await context.cookies()).map(({ domain }) => domain)).to.deep.equal(["127.0.0.1"]);
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.headers()["antiphon-key"] ?? ""));
    await page.click(`${mine} .isso-edit`);
    await page.fill(`${mine} textarea`, "From **elsewhere**");
    await page.click(`${mine} .isso-edit`);
    await page.waitForSelector(`${mine} .isso-text strong`);
    expect(sent.filter(Boolean)).to.have.length.at.least(1);
  });

  it("does the work that lets a link through at once", async () => {
    await start({ settings: { spam: ["work"] } });
    await open();
    await page.fill("#isso-thread > .isso-postbox textarea", "See [this](https://there.example/)");
    await page.click("#isso-thread > .isso-postbox [type=submit]");
    await page.waitForSelector("#isso-root > .isso-comment .isso-text a");
    const { items } = await node.world.comments.inState("published", { limit: 10 });
    expect(items).to.have.length(1);
    const without = await fetch(`${node.url}/new?uri=%2Fpost`, {
      method: "POST",
      headers: { origin: new URL(blogUrl).origin, "content-type": "application/json" },
      body: JSON.stringify({ text: "See [that](https://there.example/)" }),
    });
    expect(without.status).to.equal(202);
  });

  it("votes, and gives comments the level of their votes", async () => {
    await start();
    html.attributes = `data-isso-vote-levels="[-5, 1, 5]"`;
    const { number } = await put({ _id: "a" });
    await open();
    await page.waitForSelector(`#isso-${number}.isso-vote-level-1`);
    await page.locator(`#isso-${number} .isso-upvote`).press("Space");
    await page.waitForSelector(`#isso-${number}.isso-vote-level-2`);
    expect(await text(`#isso-${number} .isso-votes`)).to.equal("1");
  });

  it("loads hidden comments when asked, and what a link to a comment leads to", async () => {
    await start();
    html.attributes = `data-isso-max-comments-top="2" data-isso-max-comments-nested="1" data-isso-reveal-on-click="2" data-isso-sorting="newest"`;
    for (const _id of ["a", "b", "c", "d", "e"]) await put({ _id });
    for (const _id of ["r1", "r2"]) await put({ _id, parent: "e", path: ["e"] });
    const oldest = (await node.world.comments.get("a"))?.number;
    const newest = (await node.world.comments.get("e"))?.number;
    await open();
    expect(await count("#isso-root > .isso-comment")).to.equal(2);
    expect(await count(`#isso-root > .isso-comment:first-child#isso-${newest}`)).to.equal(1);
    await page.click(".isso-follow-up .isso-load-hidden");
    await page.waitForFunction("document.querySelectorAll('.isso-follow-up .isso-comment').length === 2");
    await page.click("#isso-root > .isso-comment-loader .isso-load-hidden");
    await page.waitForFunction("document.querySelectorAll('#isso-root > .isso-comment').length === 4");
    await page.click("#isso-root > .isso-comment-loader .isso-load-hidden");
    await page.waitForFunction("document.querySelectorAll('#isso-root > .isso-comment').length === 5");
    expect(await count(".isso-load-hidden")).to.equal(0);
    await page.goto("about:blank");
    await open(`#isso-${oldest}`);
    await page.waitForSelector(`#isso-${oldest} > .isso-text-wrapper.isso-target`);
  });

  it("leaves the style to a page that says so, and loses against a page's own properties", async () => {
    await start();
    html.head =
      "<style>:root { --isso-primary-text-color: rgb(1, 2, 3) } .isso-comment-footer { color: rgb(4, 5, 6) !important }</style>";
    await put({ _id: "a" });
    await open();
    await page.waitForFunction("getComputedStyle(document.querySelector('.isso-author')).fontWeight === '700'");
    expect(await styleOf(".isso-author", "color")).to.equal("rgb(1, 2, 3)");
    expect(await styleOf(".isso-comment-footer", "color")).to.equal("rgb(4, 5, 6)");
    html.attributes = `data-isso-css="false"`;
    await open();
    expect(await count("#isso-style")).to.equal(0);
    expect(await styleOf(".isso-author", "font-weight")).to.equal("400");
  });

  it("heeds language, faces, votes and the authors of the page", async () => {
    await start();
    await put({ _id: "a" });
    await open();
    const hash = await page.locator("#isso-root > .isso-comment").getAttribute("data-hash");
    html.attributes = `data-isso-lang="fr" data-isso-avatar="false" data-isso-vote="false" data-isso-page-author-hashes="x,${hash}"`;
    await open();
    expect(await text(".isso-is-page-author .isso-page-author-suffix")).to.equal("Auteur");
    expect(await text(".isso-reply")).to.equal("Répondre");
    expect(await page.locator(".isso-postbox").getAttribute("lang")).to.equal("fr");
    expect(await count(".isso-avatar, .isso-upvote")).to.equal(0);
    expect(await count(".isso-no-votes")).to.equal(1);
  });

  it("counts in words, asks for mail only with an address, and keeps nothing of who reads", async () => {
    await start(mailing);
    html.attributes = `data-isso-reply-notifications-default-enabled="true"`;
    await put({ _id: "a" });
    await put({ _id: "b" });
    await open();
    await page.waitForFunction("document.getElementById('link').textContent === '2 comments'");
    expect(await context.cookies()).to.deep.equal([]);
    expect(await page.evaluate("localStorage.length")).to.equal(0);
    expect(await page.locator("[name=notification]").isVisible()).to.equal(false);
    await page.fill("#isso-postbox-email", "a@b.example");
    expect(await page.locator("[name=notification]").isChecked()).to.equal(true);
    expect(await page.locator("[name=notification]").isVisible()).to.equal(true);
  });

  it("says why a comment was refused, with the text kept", async () => {
    await start({ settings: { isso: { ...relaxed, guard: { ...relaxed.guard, ratelimit: 1 } } } });
    await open();
    const box = "#isso-thread > .isso-postbox";
    await page.fill(`${box} textarea`, "The first one");
    await page.click(`${box} [type=submit]`);
    await page.waitForSelector("#isso-root > .isso-comment");
    await page.fill(`${box} textarea`, "One too many");
    await page.click(`${box} [type=submit]`);
    await page.waitForFunction("document.querySelector('.isso-problem').textContent.includes('ratelimit')");
    expect(await page.inputValue(`${box} textarea`)).to.equal("One too many");
  });

  it("says so in the language of the page, also when the node is away", async () => {
    await start({ settings: { isso: { ...relaxed, guard: { ...relaxed.guard, requireAuthor: true } } } });
    html.attributes = `data-isso-lang="de"`;
    await open();
    const box = "#isso-thread > .isso-postbox";
    await page.fill(`${box} textarea`, "Nameless");
    await page.evaluate("document.querySelector('.isso-form-wrapper').noValidate = true");
    await page.click(`${box} [type=submit]`);
    await page.waitForFunction(
      "document.querySelector('.isso-problem').textContent === 'Hier wird ein Name verlangt.'",
    );
    await page.route("**/new?*", (route) => route.abort());
    await page.click(`${box} [type=submit]`);
    await page.waitForFunction("document.querySelector('.isso-problem').textContent.includes('nicht geantwortet')");
    expect(await page.inputValue(`${box} textarea`)).to.equal("Nameless");
  });

  it("shows the thread anew when a page asks, with what was typed kept", async () => {
    await start();
    await open();
    await page.fill("#isso-thread > .isso-postbox textarea", "Half a thought");
    await put({ _id: "a" });
    node.clock.advance(1_000);
    await page.evaluate("Isso.fetchComments()");
    await page.waitForSelector("#isso-root > .isso-comment");
    expect(await page.inputValue("#isso-thread > .isso-postbox textarea")).to.equal("Half a thought");
    await page.evaluate("Isso.init()");
    await page.waitForSelector("#isso-root > .isso-comment");
  });

  it("leads readers to the thread's own page where it cannot show it, and tells the owner why", async () => {
    await start();
    await node.world.sites.set("site", { home: "https://blog.example/" });
    node.clock.advance(60_000);
    await page.goto(`${blogUrl}post`);
    await page.waitForSelector("#isso-thread > a");
    expect(await page.locator("#isso-thread > a").getAttribute("href")).to.contain("/thread?url=");
  });
});
