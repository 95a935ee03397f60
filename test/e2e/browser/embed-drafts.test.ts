import { expect } from "chai";
import { describeEmbed } from "../../helpers/embed-blog.ts";

const field = "form[data-number] textarea";

describeEmbed("what is typed on a blog", (at) => {
  it("is kept with each stroke, given back with a word, dropped if not wanted, and gone once it is posted", async () => {
    const { page, open, typed, post, isKept } = at();
    await open();
    await page.locator(field).pressSequentially("Half a thou");
    await isKept("Half a thou");
    await open();
    await page.waitForSelector(".an-restored:visible");
    expect(await typed()).to.equal("Half a thou");
    await page.click(".an-restored button");
    expect([await typed(), await page.isVisible(".an-restored")]).to.deep.equal(["", false]);
    expect(await page.evaluate("document.activeElement.name")).to.equal("text");
    await page.locator(field).pressSequentially("A whole one");
    await open();
    await page.waitForSelector(".an-restored:visible");
    await post();
    await page.waitForSelector(".an-new");
    await open();
    await page.waitForSelector(".an-tools");
    expect(await typed()).to.equal("");
    expect(await page.evaluate("Object.keys(localStorage)")).to.deep.equal(["antiphon keys"]);
  });

  it("is kept apart for each comment that is answered, and for the page", async () => {
    const { page, open, seed, answer, write, typed } = at();
    const [one, two] = [await seed("a", "One"), await seed("b", "Two")];
    await open();
    await write("To the post");
    await answer(one);
    expect(await typed()).to.equal("");
    await write("To the first");
    await page.keyboard.press("Escape");
    expect(await page.evaluate("document.activeElement.dataset.number")).to.equal(String(one.number));
    expect(await typed()).to.equal("To the post");
    await answer(two);
    expect(await typed()).to.equal("");
    await answer(one);
    expect(await typed()).to.equal("To the first");
    await open();
    await page.waitForSelector(".an-restored:visible");
    expect(await typed()).to.equal("To the post");
    await answer(one);
    expect(await typed()).to.equal("To the first");
  });

  it("is not lost when a comment is being changed and the page is left, nor when the change is refused", async () => {
    const { page, open, write, post } = at();
    await open();
    await write("First words");
    await post();
    await page.click(".an-edit");
    await page.fill(".an-editing textarea", "Second words");
    await open();
    await page.click(".an-edit");
    await page.waitForSelector(".an-editing .an-restored:visible");
    expect(await page.inputValue(".an-editing textarea")).to.equal("Second words");
    await page.route("**/edit", (route) => route.abort());
    await page.click("text=Save");
    await page.waitForSelector(".an-editing .an-problem");
    expect(await page.inputValue(".an-editing textarea")).to.equal("Second words");
    await page.unroute("**/edit");
    await page.click("text=Save");
    await page.waitForSelector("text=edited");
    expect(await page.locator(".an-text").textContent()).to.equal("Second words");
    expect(await page.locator(".an-left").textContent()).to.match(/^\(\d+ minutes\)$/);
  });

  it("is kept beside a sort or another page of the thread", async () => {
    const { page, open, write, typed, isKept } = at();
    await open();
    await write("Still here");
    await isKept("Still here");
    await page.evaluate(`document.querySelector(".antiphon").dataset.old = "yes";
      document.querySelector("antiphon-comments").setAttribute("sort", "newest");`);
    await page.waitForSelector(".antiphon:not([data-old])");
    expect(await typed()).to.equal("Still here");
  });

  it("stays with its page when another one takes its place", async () => {
    const { node, page, home, open, write, typed, isKept, post, published } = at();
    at().body = (script) => `<antiphon-comments url="${home}one"></antiphon-comments>${script}`;
    await open();
    const turn = async (slug: string) => {
      await page.evaluate(`document.querySelector(".antiphon").dataset.old = "yes";
        document.querySelector("antiphon-comments").setAttribute("url", "${home}${slug}");`);
      // The thread before may be drawn once more meanwhile, when what is the reader's own has come.
      const drawn = `.antiphon:not([data-old]) input[name="url"][value="${home}${slug}"]`;
      await page.waitForSelector(drawn, { state: "attached" });
      node.clock.advance(4_000);
    };
    await write("For the first");
    await isKept("For the first", "one");
    await turn("two");
    expect(await typed()).to.equal("");
    await write("For the second");
    await post();
    await page.waitForSelector(".an-new .an-edit");
    await turn("one");
    expect(await typed()).to.equal("For the first");
    expect([await published("one"), await published("two")]).to.deep.equal([0, 1]);
  });

  it("lasts until the page is left where the browser keeps nothing", async () => {
    const { page, open, seed, answer, write, typed, post, published } = at();
    const one = await seed("a", "One");
    await page.addInitScript(
      "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } })",
    );
    await open();
    await write("To the post");
    await answer(one);
    await page.keyboard.press("Escape");
    expect(await typed()).to.equal("To the post");
    await post();
    await page.waitForSelector(".an-new .an-edit");
    expect(await published()).to.equal(2);
  });

  it("is marked up by buttons and keys, as far as undoing goes", async () => {
    const { page, open, typed, isKept } = at();
    await open();
    const type = (text: string) => page.locator(field).pressSequentially(text);
    await type("word");
    await isKept("word");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+b");
    expect(await typed()).to.equal("**word**");
    await page.keyboard.press("Control+z");
    expect(await typed()).to.equal("word");
    await page.keyboard.press("Control+a");
    await page.click("[aria-label=Link]");
    await type("https://example.org");
    expect(await typed()).to.equal("[word](https://example.org)");
    await page.fill(field, "one\ntwo");
    await page.keyboard.press("Control+a");
    await page.click("[aria-label=Quote]");
    expect(await typed()).to.equal("> one\n> two");
    await isKept("> one\n> two");
  });

  it("stands beside its writer's face, which the node draws once a field was left, also for who is remembered", async () => {
    const { page, open, write } = at();
    const asked: string[] = [];
    page.on("request", (request) => request.url().endsWith("/comments/face") && asked.push(request.postData() ?? ""));
    const face = ".an-who > svg.an-face path";
    await open();
    const height = (await page.locator(".an-who").boundingBox())?.height;
    await page.locator("[name=author]").pressSequentially("Nell");
    expect(asked, "while somebody types").to.deep.equal([]);
    await page.keyboard.press("Tab");
    const drawn = await page.locator(face).getAttribute("d");
    expect((await page.locator(".an-who").boundingBox())?.height, "nothing shifts").to.equal(height);
    await page.fill("[name=author]", "Another");
    await page.keyboard.press("Tab");
    await page.waitForFunction(`document.querySelector("${face}").getAttribute("d") !== "${drawn}"`);
    expect(asked).to.have.lengthOf(2);
    await page.evaluate(`localStorage['antiphon person'] = '{"author":"Nell"}'`);
    await open();
    expect(await page.locator(face).count(), "reading asks for nothing").to.equal(0);
    await write("Words");
    await page.waitForSelector(face, { state: "attached" });
    expect(await page.locator(face).getAttribute("d")).to.equal(drawn);
  });

  it("names its writer again only where that was ticked", async () => {
    const { page, open, write, post } = at();
    await open();
    for (const remember of [false, true]) {
      await write(`Words ${remember}`);
      await page.fill("[name=author]", "Nell");
      await page.click("summary:has-text('E-mail')");
      await page.fill("[name=email]", "nell@example.org");
      await page.setChecked("form[data-number] [name=remember]", remember);
      await post();
      await page.waitForSelector(`.an-new:has-text("Words ${remember}")`);
      await open();
      await page.waitForSelector(".an-tools");
      expect(await page.inputValue("[name=author]")).to.equal(remember ? "Nell" : "");
      expect(await page.inputValue("[name=email]")).to.equal(remember ? "nell@example.org" : "");
    }
    await page.click("summary:has-text('E-mail')");
    await page.uncheck("form[data-number] [name=remember]");
    expect(await page.evaluate("localStorage['antiphon person']")).to.equal(undefined);
  });
});
