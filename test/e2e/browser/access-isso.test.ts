import { expect } from "chai";
import type { BrowserContext } from "playwright-core";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { mailing, relaxed } from "../../helpers/isso.ts";
import { type IssoBlog, startIssoBlog } from "../../helpers/isso-blog.ts";

const box = "#isso-thread > .isso-postbox";

describeInBrowser("axe-core finds nothing in Isso's class names", (browser) => {
  let clientDir: string;
  let context: BrowserContext;
  let blog: IssoBlog;

  before(async () => {
    clientDir = await buildClient();
  });
  beforeEach(async () => {
    context = await browser().newContext();
    const isso = { ...relaxed, guard: { ...relaxed.guard, ratelimit: 2 } };
    blog = await startIssoBlog(context, clientDir, { ...mailing, settings: { isso } });
    // The ground is said out loud, as axe takes that of a dark page without one for white.
    blog.html.head = "<style>:root { color-scheme: light dark; background: Canvas }</style>";
    blog.html.before = "<main><h1>Post</h1><h2>What is said</h2><h3>Here</h3>";
    blog.html.after = "</main>";
  });
  afterEach(async () => {
    await context?.close();
    await blog?.close();
    expect(blog?.faults).to.deep.equal([]);
  });

  const isClean = async (what: string) => expect(await findBarriersInEveryLook(blog.page), what).to.deep.equal([]);

  async function fill(): Promise<void> {
    const author = { kind: "visitor", name: "Anna", website: "https://anna.example/", email: null, hash: "h" } as const;
    await blog.put({ _id: "a", author });
    for (const _id of ["b", "c"]) await blog.put({ _id, parent: "a", path: ["a"] });
    await blog.put({ _id: "warned", warning: "Spoiler" });
    await blog.put({ _id: "gone", state: "removed" });
    await blog.put({ _id: "below", parent: "gone", path: ["gone"] });
  }

  it("in a thread, closed and with all that there can be in it", async () => {
    const { html, page, open } = blog;
    await open();
    await isClean("empty");
    await fill();
    html.attributes = `data-isso-max-comments-nested="1"`;
    await open();
    for (const summary of await page.locator("summary").all()) await summary.click();
    expect(await page.locator(".isso-load-hidden").count()).to.equal(1);
    await isClean("full");
  });

  it("in Arabic", async () => {
    await fill();
    blog.html.lang = "ar";
    await blog.open();
    expect(await page().locator("#isso-root").getAttribute("dir")).to.equal("rtl");
    await isClean("from right to left");
  });

  it("while somebody answers, looks at a preview, and is refused", async () => {
    await fill();
    await blog.open();
    await page().locator(".isso-reply").first().click();
    expect(await page().locator(".isso-postbox").count()).to.equal(2);
    await isClean("an answer");
    await page().locator(".isso-reply").first().click();
    await page().fill(`${box} textarea`, "My **own** words");
    await page().fill(`${box} [name=email]`, "a@b.example");
    await page().click(`${box} [name=preview]`);
    await page().waitForSelector(`${box} .isso-preview strong`);
    await isClean("a preview");
    await page().click(`${box} [name=edit]`);
    for (const words of ["One", "Two"]) {
      await page().fill(`${box} textarea`, `${words} and more`);
      await page().click(`${box} [type=submit]`);
      await page().waitForSelector(`#isso-root >> text=${words} and more`);
    }
    await page().fill(`${box} textarea`, "Three and more");
    await page().click(`${box} [type=submit]`);
    await page().waitForFunction(`document.querySelector("${box} .isso-problem").textContent !== ""`);
    await isClean("a refusal");
  });

  it("while one's own comment is edited and deleted", async () => {
    await blog.open();
    await page().fill(`${box} textarea`, "My own words");
    await page().click(`${box} [type=submit]`);
    await page().click("#isso-root .isso-edit");
    await page().waitForSelector("#isso-root textarea");
    await isClean("editing");
    await page().click("#isso-root .isso-cancel");
    await page().click("#isso-root .isso-delete");
    await isClean("asked whether it is meant");
  });

  it("in a place where no thread can be shown", async () => {
    await blog.node.world.sites.set("site", { home: "https://blog.example/" });
    blog.node.clock.advance(60_000);
    await page().goto(`${blog.home}post`);
    await page().waitForSelector("#isso-thread > a");
    await isClean("a link instead");
  });

  const page = () => blog.page;
});
