import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { findBrowser, launchBrowser } from "../../helpers/browser.ts";
import { relaxed } from "../../helpers/isso.ts";
import { type IssoBlog, startIssoBlog } from "../../helpers/isso-blog.ts";
import type { WebNode } from "../../helpers/web.ts";

/** A folder with `embed.min.js` and `count.min.js` as Isso 0.14 ships them; `.ci/run` fetches it, nothing keeps it. */
const client = process.env["TEST_ISSO_CLIENT"] ?? "";
const path = findBrowser();
const missing =
  path === null
    ? "no Chromium on this machine"
    : client !== "" && existsSync(join(client, "embed.min.js"))
      ? ""
      : "TEST_ISSO_CLIENT names no folder with Isso's client";
if (missing) console.log(`SKIPPED: Isso's own client (${missing})`);

describe(`Isso's own client, unmodified${missing ? ` (skipped: ${missing})` : ""}`, () => {
  let browser: Browser;
  let blog: IssoBlog | undefined;
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;
  let open: IssoBlog["open"];
  let put: IssoBlog["put"];
  let html: IssoBlog["html"];

  before(async function () {
    if (missing || path === null) return this.skip();
    browser = await launchBrowser(path);
  });
  after(() => browser?.close());

  /** Starts a node, and a blog on another port of the same machine; the blog's pages may know the node by another name. */
  async function start(settings = {}, seen: (url: string) => string = (url) => url): Promise<IssoBlog> {
    blog = await startIssoBlog(context, "", { ownClient: client, seen, settings });
    ({ node, page, open, put, html } = blog);
    html.attributes = 'data-isso-css="false"';
    return blog;
  }

  beforeEach(async () => {
    context = await browser.newContext();
  });
  afterEach(async () => {
    await context?.close();
    await blog?.close();
    expect(blog?.faults ?? []).to.deep.equal([]);
    blog = undefined;
  });

  const text = (selector: string) => page.locator(selector).first().textContent();
  const write = async (words: string, box = "#isso-thread > .isso-postbox") =>
    page.fill(`${box} .isso-textarea`, words);
  const submit = (box = "#isso-thread > .isso-postbox") => page.click(`${box} [type=submit]`);

  it("shows a thread with its answers, votes and feed", async () => {
    await start();
    const a = await put({ _id: "a", html: "<p>First <em>words</em></p>" as SafeHtml, votes: { up: 3, down: 1 } });
    const b = await put({ _id: "b", parent: "a", path: ["a"] });
    await put({ _id: "c", parent: "b", path: ["a", "b"] });
    await open();
    expect(await text(".isso-thread-heading")).to.equal("3 Comments");
    expect(await text(`#isso-${a.number} em`)).to.equal("words");
    expect(await text(`#isso-${a.number} .isso-author`)).to.equal("Anna");
    expect(await text(`#isso-${a.number} .isso-votes`)).to.equal("2");
    expect(await page.locator(`#isso-${a.number} > .isso-follow-up > .isso-comment`).count()).to.equal(2);
    expect(await page.locator(`#isso-${b.number} .isso-avatar svg[data-hash]`).count()).to.equal(1);
    const feed = await page.locator(".isso-feedlink a").getAttribute("href");
    expect(await (await fetch(feed ?? "")).text()).to.contain("Comment #");
  });

  it("posts, previews, answers, edits and deletes", async () => {
    await start();
    await open();
    expect(await text(".isso-thread-heading")).to.equal("No Comments Yet");
    await write("Good *words* of mine");
    await page.click("[name=preview]");
    await page.waitForSelector(".isso-preview em");
    await page.fill("#isso-thread > .isso-postbox [name=author]", "Ben <b>");
    await submit();
    await page.waitForSelector("#isso-root > .isso-comment em");
    expect(await text("#isso-root .isso-author")).to.equal("Ben <b>");

    await page.click("#isso-root .isso-reply");
    await write("And an answer", "#isso-root .isso-postbox");
    await submit("#isso-root .isso-postbox");
    await page.waitForSelector(".isso-follow-up .isso-comment");

    const mine = "#isso-root > .isso-comment > .isso-text-wrapper";
    await page.click(`${mine} .isso-edit`);
    await page.waitForSelector(`${mine} .isso-textarea-wrapper textarea`);
    expect(await page.inputValue(`${mine} .isso-textarea-wrapper textarea`)).to.equal("Good *words* of mine");
    await page.fill(`${mine} .isso-textarea-wrapper textarea`, "Better **words**");
    await page.click(`${mine} .isso-edit`);
    await page.waitForSelector(`${mine} .isso-text strong`);

    await page.click(`${mine} .isso-delete`);
    await page.click(`${mine} .isso-delete`);
    await page.waitForSelector("text=Comment deleted.");
    const answer = ".isso-follow-up .isso-comment .isso-delete";
    await page.click(answer);
    await page.click(answer);
    await page.waitForFunction("document.querySelector('.isso-follow-up .isso-comment') === null");
    await open();
    expect(await text(".isso-thread-heading")).to.equal("No Comments Yet");
  });

  it("votes once, up or down, and keeps that through a reload", async () => {
    await start();
    const { number } = await put({ _id: "a" });
    await open();
    await page.click(`#isso-${number} .isso-upvote`);
    await page.waitForFunction(`document.querySelector("#isso-${number} .isso-votes")?.textContent === "1"`);
    await page.click(`#isso-${number} .isso-downvote`);
    await node.world.debts.settled();
    await open();
    expect(await text(`#isso-${number} .isso-votes`)).to.equal("1");
  });

  it("loads hidden comments and answers when asked", async () => {
    await start();
    html.attributes += ` data-isso-max-comments-top="2" data-isso-max-comments-nested="1" data-isso-reveal-on-click="2"`;
    for (const _id of ["a", "b", "c", "d", "e"]) await put({ _id });
    for (const _id of ["r1", "r2"]) await put({ _id, parent: "a", path: ["a"] });
    await open();
    await page.waitForSelector(".isso-load-hidden");
    expect(await page.locator("#isso-root > .isso-comment").count()).to.equal(2);
    await page.click(".isso-follow-up .isso-load-hidden");
    await page.waitForFunction("document.querySelectorAll('.isso-follow-up .isso-comment').length === 2");
    await page.click("#isso-root > .isso-comment-loader .isso-load-hidden");
    await page.waitForFunction("document.querySelectorAll('#isso-root > .isso-comment').length === 4");
    await page.click("#isso-root > .isso-comment-loader .isso-load-hidden");
    await page.waitForFunction("document.querySelectorAll('#isso-root > .isso-comment').length === 5");
    const shown = await page.locator("#isso-root .isso-comment").evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(shown).size).to.equal(7);
  });

  it("counts comments where links ask for it", async () => {
    const { home } = await start();
    await put({ _id: "a" });
    await put({ _id: "b" });
    await page.goto(home);
    await page.waitForFunction("document.getElementById('link').textContent === '2 Comments'");
  });

  it("lets go of its button when a comment is refused, with the text kept", async () => {
    await start({ isso: { ...relaxed, guard: { ...relaxed.guard, ratelimit: 1 } } });
    await open();
    await write("The first one");
    await submit();
    await page.waitForSelector("#isso-root > .isso-comment");
    await write("One too many");
    await submit();
    await page.waitForFunction("document.querySelector('[type=submit]').disabled === false");
    expect(await page.inputValue("#isso-thread > .isso-postbox .isso-textarea")).to.equal("One too many");
    expect(await page.locator("#isso-root > .isso-comment").count()).to.equal(1);
  });

  it("edits and deletes from another site, cookies of third parties kept apart", async () => {
    // To a browser `localhost` is another site than 127.0.0.1, and safe enough for cookies that travel by https alone.
    await start({ url: "https://localhost" }, (url) => url.replace("127.0.0.1", "localhost"));
    await open();
    await write("From far away");
    await submit();
    const mine = "#isso-root > .isso-comment > .isso-text-wrapper";
    await page.click(`${mine} .isso-edit`);
    await page.fill(`${mine} .isso-textarea-wrapper textarea`, "From **elsewhere**");
    await page.click(`${mine} .isso-edit`);
    await page.waitForSelector(`${mine} .isso-text strong`);
    const kept = await context.cookies();
    expect(kept.find(({ name }) => /^\d+$/.test(name))).to.include({
      domain: "localhost",
      sameSite: "None",
      httpOnly: true,
    });
    await page.click(`${mine} .isso-delete`);
    await page.click(`${mine} .isso-delete`);
    await page.waitForFunction("document.querySelector('#isso-root > .isso-comment') === null");
  });

  it("gives a page of somebody else nothing to read", async () => {
    const { home, nodeUrl } = await start();
    await node.world.sites.set("site", { home: "https://blog.example/" });
    await page.goto(`${home}post`);
    const refused = await page.evaluate(`fetch("${nodeUrl}/config").then(() => "read", () => "refused")`);
    expect(refused).to.equal("refused");
  });
});
