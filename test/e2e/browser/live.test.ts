import { expect } from "chai";
import type { Page } from "playwright-core";
import { findBarriers } from "../../helpers/axe.ts";
import { describeEmbed, type EmbedBlog } from "../../helpers/embed-blog.ts";

const bar = ".an-live:not([hidden]) button";
const watchShifts = `
  window.shifted = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value; })
    .observe({ type: "layout-shift", buffered: true });`;

/** Opens the post at its comments, and waits until the page listens. */
async function listen({ page, node, open }: EmbedBlog, slug = "post"): Promise<void> {
  const heard = page.waitForResponse((response) => response.url().startsWith(`${node.url}/live?`));
  await open(slug);
  await page.locator(".an-title").first().scrollIntoViewIfNeeded();
  await heard;
}

const hide = (page: Page, is: boolean) =>
  page.evaluate(`Object.defineProperty(document, "hidden", { configurable: true, get: () => ${is} });
    document.dispatchEvent(new Event("visibilitychange"));`);

describeEmbed("comments that come while somebody reads", (at) => {
  it("wait behind a bar while nothing moves, and come in when asked", async () => {
    const { page, node, seed } = at();
    at().body = (script) => `<main><h1>Post</h1><article style="height:900px">Words.</article>${script}</main>`;
    await page.addInitScript(watchShifts);
    for (let i = 0; i < 12; i++) await seed(`old-${i}`, `Old ${i}`);
    await listen(at());
    await page.fill("form[data-number] textarea", "Half a thought");
    await page.evaluate("scrollTo(0, document.querySelectorAll('li.an-item')[5].offsetTop)");
    const stand = () =>
      page.evaluate("[scrollY, ...[...document.querySelectorAll('li')].map((li) => li.getBoundingClientRect().top)]");
    const before = await stand();
    const shifted = await page.evaluate("shifted");
    for (let i = 0; i < 50; i++) await seed(`new-${i}`, `New ${i}`);
    await node.tick();
    await page.waitForSelector(`${bar}:text("50 new comments")`);
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    expect(await stand()).to.deep.equal(before);
    expect(await page.evaluate("shifted")).to.equal(shifted);
    expect(await page.locator("[role=status]").first().textContent()).to.contain("50 new comments");
    expect(await findBarriers(page)).to.deep.equal([]);

    await page.click(bar);
    await page.waitForSelector("text=New 49");
    expect(await page.locator("li.an-item").count()).to.equal(62);
    expect(await page.locator("li.an-fresh").count()).to.equal(50);
    expect(await page.evaluate("document.activeElement.matches('.an-fresh')")).to.equal(true);
    expect(await page.locator(".an-title").textContent()).to.equal("62 comments");
    expect(await page.locator(bar).count()).to.equal(0);
    expect(await page.inputValue("form[data-number] textarea")).to.equal("Half a thought");
    expect(await findBarriers(page)).to.deep.equal([]);
  });

  it("come in below what is pinned, which stays first", async () => {
    const { page, node, seed } = at();
    await seed("a", "An old one");
    await seed("b", "The pinned one");
    await seed("c", "One between");
    const { cookie, csrf } = await node.signIn();
    await node.post("/admin/comments/b/pin", { csrf }, { cookie });
    await listen(at());
    await page.click("text=Newest first");
    const texts = () => page.locator("li.an-item .an-text").allTextContents();
    await page.waitForFunction("document.querySelectorAll('li.an-item .an-text')[1]?.textContent.includes('between')");
    expect((await texts()).map((text) => text.trim())).to.deep.equal(["The pinned one", "One between", "An old one"]);
    expect(await page.locator("li.an-item .an-badge").allTextContents()).to.deep.equal(["Pinned"]);
    await seed("d", "The news");
    await node.tick();
    await page.click(bar);
    await page.waitForSelector("text=The news");
    expect((await texts()).map((text) => text.trim())[1]).to.equal("The news");
    expect((await texts()).map((text) => text.trim())[0]).to.equal("The pinned one");
  });

  it("are told politely when they answer this reader, whose own comments are no news", async () => {
    const { page, node, write, post, seed } = at();
    await listen(at());
    await write("What do you think?");
    await post();
    await page.waitForSelector(".an-new");
    await node.tick();
    const id = ((await page.locator(".an-new").getAttribute("id")) ?? "").replace("comment-", "");
    const mine = await node.world.comments.byNumber(Number(id));
    await seed("answer", "A lot", { parent: mine?._id ?? "" });
    await node.tick();
    await page.waitForSelector(`${bar}:text-is("1 new comment – show it")`);
    expect(await page.locator("[role=status]").first().textContent()).to.equal(
      "Somebody answered your comment. 1 new comment – show it",
    );
    await page.click(bar);
    expect(await page.locator(`#comment-${id} li .an-text`).textContent()).to.contain("A lot");
  });

  it("come in with their page where they have no place on this one", async () => {
    const { page, node, seed } = at();
    for (let i = 0; i < 60; i++) await seed(`old-${i}`, `Old ${i}`);
    await listen(at());
    expect(await page.locator(bar).count(), "what stands on the next page is no news").to.equal(0);
    await seed("new", "On the last page");
    await node.tick();
    await page.click(`${bar}:text("1 new comment")`);
    await page.waitForSelector("text=On the last page");
    expect(await page.evaluate("document.activeElement.textContent")).to.contain("On the last page");
    expect(await page.locator(bar).count()).to.equal(0);
  });

  it("are not listened for while the page is hidden, and told when it is back", async () => {
    const { page, node, seed } = at();
    await seed("a", "There before");
    await listen(at());
    const ended = page.waitForEvent("requestfailed", (request) => request.url().includes("/live?"));
    await hide(page, true);
    await ended;
    await seed("b", "Came meanwhile");
    await node.tick();
    expect(await page.locator(bar).count()).to.equal(0);
    await hide(page, false);
    await page.waitForSelector(`${bar}:text("1 new comment")`);
  });

  it("are asked for now and then where streams are refused", async () => {
    const { page, seed } = at();
    await seed("a", "There before");
    await page.clock.install();
    let asked = 0;
    await page.route(
      ({ pathname }) => pathname === "/live",
      (route) => {
        if (route.request().headers()["accept"]?.includes("event-stream")) return route.fulfill({ status: 503 });
        asked++;
        return route.continue();
      },
    );
    const told = page.waitForResponse((response) => response.url().includes("/live?") && response.ok());
    await listen(at());
    await told;
    await seed("b", "Came later");
    await page.clock.fastForward(61_000);
    await page.waitForSelector(`${bar}:text("1 new comment")`);
    expect(asked).to.equal(2);
  });

  for (const [fate, answer] of [
    ["cut as soon as they speak", { contentType: "text/event-stream", body: "retry: 1\n\n" }],
    ["held back", null],
  ] as const) {
    it(`are asked for where a proxy lets streams through ${fate}, until streams go through again`, async () => {
      const { page, node, seed } = at();
      await seed("a", "There before");
      await page.clock.install();
      const kinds = { streams: 0, asked: 0 };
      let isBad = true;
      await page.route(
        ({ pathname }) => pathname === "/live",
        (route) => {
          const isStream = route.request().headers()["accept"]?.includes("event-stream") ?? false;
          kinds[isStream ? "streams" : "asked"]++;
          if (!isStream || !isBad) return route.continue();
          const headers = { "Access-Control-Allow-Origin": "*" };
          return answer ? route.fulfill({ ...answer, headers }) : undefined;
        },
      );
      const trying = page.waitForRequest((request) => request.url().includes("/live?"));
      const told = page.waitForResponse(
        (response) =>
          response.headers()["content-type"]?.includes("json") === true && response.url().includes("/live?"),
      );
      await at().open();
      await page.locator(".an-title").first().scrollIntoViewIfNeeded();
      await trying;
      await page.clock.fastForward(answer ? 1 : 21_000);
      await told;
      expect(kinds).to.deep.equal({ streams: answer ? 5 : 1, asked: 1 });
      await seed("b", "Came later");
      await page.clock.fastForward(61_000);
      await page.waitForSelector(`${bar}:text("1 new comment")`);
      isBad = false;
      const again = page.waitForResponse((response) => response.headers()["content-type"] === "text/event-stream");
      for (let minute = 0; minute < 4; minute++) await page.clock.fastForward(61_000);
      await again;
      await seed("c", "Came by the stream");
      await node.tick();
      await page.waitForSelector(`${bar}:text("2 new comments")`);
    });
  }

  it("are told of by two streams of a page at most; a third thread asks", async () => {
    const { page, home, node, seed } = at();
    const threads = ["one", "two", "three"];
    for (const slug of threads) await seed(slug, `On ${slug}`, { slug });
    at().body = (script) =>
      `<div style="display:flex">${threads.map((slug) => `<antiphon-comments url="${home}${slug}"></antiphon-comments>`).join("")}</div>${script}`;
    const kinds: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/live?")) kinds.push(request.resourceType());
    });
    await page.goto(`${home}list`);
    await page.waitForFunction("performance.getEntriesByType('resource').some(({ name }) => name.includes('/live?'))");
    expect(kinds.toSorted()).to.deep.equal(["eventsource", "eventsource", "fetch"]);
    for (const slug of threads) await seed(`more-${slug}`, "More", { slug });
    await node.tick();
    await page.waitForFunction(`document.querySelectorAll("${bar}").length === 2`);
  });

  it("are not asked for where the owner switched that off, and stand in the title where they want it", async () => {
    const { page, node, seed, open } = at();
    await seed("a", "There before");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    for (const off of ["<antiphon-comments live=off></antiphon-comments>", ""]) {
      at().body = (script) => off + (off ? script : script.replace("async", "data-live=off"));
      await open();
      await page.evaluate("new Promise((done) => requestIdleCallback(() => setTimeout(done, 100)))");
    }
    expect(asked.filter((url) => url.includes("/live?"))).to.deep.equal([]);
    at().body = (script) => `<antiphon-comments live=title></antiphon-comments>${script}`;
    await listen(at());
    await seed("b", "New");
    await node.tick();
    await page.waitForFunction("document.title === '(1) Post'");
    await page.click(bar);
    await page.waitForFunction("document.title === 'Post'");
  });
});
