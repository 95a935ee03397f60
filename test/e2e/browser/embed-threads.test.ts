import { expect } from "chai";
import { everyNode, readAxTree } from "../../helpers/ax-tree.ts";
import { describeEmbed } from "../../helpers/embed-blog.ts";

describeEmbed("a longer thread on a blog", (at) => {
  it("folds branches away by a button, and keeps that on the device", async () => {
    const { page, seed, open } = at();
    const top = await seed("a", "Top");
    await seed("b", "Below", { parent: "a" });
    await seed("c", "Deeper", { parent: "b" });
    await open();
    const button = page.locator(`#comment-${top.number} > .an-comment .an-fold`);
    expect((await button.textContent())?.trim()).to.equal("2 replies");
    expect(await button.getAttribute("aria-label")).to.equal("2 replies to Anna");
    expect(await page.evaluate("localStorage.length")).to.equal(0);
    await button.focus();
    await page.keyboard.press("Enter");
    expect(await button.getAttribute("aria-expanded")).to.equal("false");
    expect(await page.isVisible("text=Deeper")).to.equal(false);
    await open();
    await page.waitForSelector(".an-fold[aria-expanded=false]");
    expect(await page.isVisible("text=Deeper")).to.equal(false);
    await button.click();
    expect(await page.isVisible("text=Deeper")).to.equal(true);
    expect(await page.evaluate("localStorage.length")).to.equal(0);
  });

  it("folds a branch by the line beside it, in either direction, wherever a form stands", async () => {
    const { page, seed, open, answer } = at();
    for (const [lang, width] of [
      ["en", 900],
      ["ar", 360],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      const slug = `post-${lang}`;
      const top = await seed(`a-${lang}`, "Top", { slug });
      const below = await seed(`b-${lang}`, "Below", { slug, parent: `a-${lang}` });
      await seed(`c-${lang}`, "Deeper", { slug, parent: `b-${lang}` });
      at().body = (script) => `<antiphon-comments lang="${lang}"></antiphon-comments>${script}`;
      await open(slug);
      await page.waitForSelector(".an-fold");
      const button = page.locator(`#comment-${top.number} > .an-comment .an-fold`);
      const press = async () => {
        const list = await page.locator(`#comment-${top.number} > .an-list`).boundingBox();
        if (!list) throw new Error("The list is not to be seen.");
        await page.mouse.click(list.x + (lang === "ar" ? list.width - 1 : 1), list.y + list.height - 5);
      };
      await press();
      await page.waitForSelector(`#comment-${top.number} > .an-comment .an-fold[aria-expanded=false]`);
      expect(await page.isVisible("text=Deeper")).to.equal(false);
      await button.click();
      const hit = (selector: string) =>
        page.evaluate(`(() => { const box = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
          return document.elementFromPoint(${lang === "ar" ? "box.right - 4" : "box.left + 4"}, box.top + 20).tagName; })()`);
      expect(await hit(`#comment-${below.number} > .an-comment .an-face`), "faces are no buttons").to.not.equal(
        "BUTTON",
      );
      await answer(top);
      expect(await hit(`#comment-${top.number} textarea`), "nor is what is typed into").to.equal("TEXTAREA");
    }
  });

  it("keeps what is folded away from the keyboard and from screen readers", async () => {
    const { page, seed, open } = at();
    const top = await seed("a", "Top");
    await seed("b", "Below", { parent: "a" });
    await open();
    const before = await page.evaluate("document.body.offsetHeight");
    const button = page.locator(`#comment-${top.number} > .an-comment .an-fold`);
    await button.click();
    expect(await page.evaluate("document.body.offsetHeight")).to.be.lessThan(Number(before));
    expect(everyNode(await readAxTree(page), "article")).to.have.lengthOf(1);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.closest('li li')")).to.equal(null);
    await button.click();
    expect(await page.evaluate("document.body.offsetHeight")).to.equal(before);
  });

  it("brings who follows a link to a comment, folded or not, by the old name or the new", async () => {
    const { page, home, seed, open } = at();
    for (let i = 0; i < 30; i++) await seed(`x${i}`, "Between");
    const top = await seed("a", "Top");
    const below = await seed("b", "Wanted", { parent: "a" });
    await open("post", `#isso-${below.number}`);
    await page.waitForSelector(".an-new:has-text('Wanted')");
    const inSight = () =>
      page.evaluate(`(() => { const { top } = document.querySelector("#comment-${below.number}").getBoundingClientRect();
        return top >= 0 && top < innerHeight; })()`);
    expect(await inSight()).to.equal(true);
    expect(await page.evaluate("document.activeElement.id")).to.equal(`comment-${below.number}`);

    await page.click(`#comment-${top.number} > .an-comment .an-fold`);
    await page.evaluate("scrollTo(0, 0)");
    await page.evaluate(`location.hash = "comment-${top.number}"`);
    await page.evaluate(`location.hash = "comment-${below.number}"`);
    await page.waitForSelector(`#comment-${below.number}.an-new`);
    expect(await inSight()).to.equal(true);
    expect(await page.getAttribute(`#comment-${below.number} .an-time`, "href")).to.equal(
      `/post#comment-${below.number}`,
    );
    expect(page.url()).to.equal(`${home}post#comment-${below.number}`);
  });

  it("asks the node for the page that holds a linked comment", async () => {
    const { node, page, home, seed } = at();
    await seed("a", "First page");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${home}post#comment-7`);
    await page.waitForSelector(".an-form");
    const url = encodeURIComponent(`${home}post`);
    expect(asked.filter((one) => one.includes("/fragment"))).to.deep.equal([
      `${node.url}/fragment?url=${url}&lang=en&comment=7`,
    ]);
  });

  it("marks what is new since the last visit for who asked for that, and goes there by button and key", async () => {
    const { page, seed, open } = at();
    await seed("a", "Old");
    await open();
    expect(await page.isVisible(".an-next-new")).to.equal(false);
    await page.check("[name=fresh]");
    expect(await page.locator(".an-fresh").count()).to.equal(0);
    const first = await seed("b", "New one");
    const second = await seed("c", "New two", { parent: "a" });
    await open();
    await page.waitForSelector(".an-fresh");
    expect(await page.locator(".an-fresh > .an-comment .an-badge").allTextContents()).to.deep.equal(["new", "new"]);
    expect((await page.locator(".an-next-new").textContent())?.trim()).to.equal("Next new (2)");
    const at2 = () => page.evaluate("document.activeElement.id");
    await page.click(".an-next-new");
    expect(await at2()).to.equal(`comment-${second.number}`);
    await page.keyboard.press("n");
    expect(await at2()).to.equal(`comment-${first.number}`);
    await page.keyboard.press("n");
    expect(await at2()).to.equal(`comment-${second.number}`);
    await page.locator("textarea").first().focus();
    await page.keyboard.press("n");
    expect(await page.inputValue("form[data-number] textarea")).to.equal("n");
    await page.fill("form[data-number] textarea", "");
    await open();
    await page.waitForFunction("document.querySelector('[name=fresh]').checked");
    expect(await page.locator(".an-fresh").count()).to.equal(0);
    await page.uncheck("[name=fresh]");
    expect(await page.evaluate("localStorage.length")).to.equal(0);
  });

  it("is read on a phone, in the dark, without anything wider than the window", async () => {
    const { page, seed, open } = at();
    at().body = (script) =>
      `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">${script}`;
    await seed("a", "A line");
    for (const [id, parent] of [
      ["b", "a"],
      ["c", "b"],
      ["d", "c"],
      ["e", "d"],
      ["f", "e"],
      ["g", "f"],
    ] as const)
      await seed(id, "An answer with averyveryverylongwordthatgoesonandonandonandonandonandon", { parent });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await open();
    await page.waitForSelector(".an-toolbar");
    expect(await page.evaluate("document.documentElement.scrollWidth")).to.be.at.most(360);
    const small =
      await page.evaluate(`[...document.querySelectorAll(".antiphon :is(button, input:not([type=hidden]), textarea)")]
      .filter((one) => one.checkVisibility() && !one.closest(".an-away") && one.type !== "checkbox" && one.getBoundingClientRect().height < 44)
      .map((one) => one.outerHTML)`);
    expect(small).to.deep.equal([]);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.an-text')).color")).to.equal(
      "rgb(255, 255, 255)",
    );
  });
});

describeEmbed("numbers of comments on a blog", (at) => {
  it("come by one request, in words of the page's language, and leave what is there when nothing comes", async () => {
    const { node, page, home, seed } = at();
    at().body = () => `<a id="one" href="${home}one#comments" data-antiphon-count>Comments</a>
      <span id="two" data-antiphon-count="${home}two">?</span><script src="${node.url}/count.js" async></script>`;
    await seed("a", "One", { slug: "one" });
    await seed("b", "Two", { slug: "one" });
    await page.route(`${node.url}/counts?*`, (route) => route.abort());
    const failed = page.waitForEvent("requestfailed");
    await page.goto(home);
    await failed;
    expect(await page.locator("#one").textContent()).to.equal("Comments");
    await page.unroute(`${node.url}/counts?*`);
    let asked = 0;
    page.on("request", (request) => (asked += request.url().includes("/counts") ? 1 : 0));
    await page.goto(home);
    await page.waitForSelector("text=2 comments");
    expect([await page.locator("#two").textContent(), asked]).to.deep.equal(["0 comments", 1]);
  });
});
