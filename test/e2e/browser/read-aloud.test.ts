import { expect } from "chai";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { type AxNode, everyNode, readAxTree, wordsIn } from "../../helpers/ax-tree.ts";
import { describeEmbed } from "../../helpers/embed-blog.ts";

const time = "24 Nov 2026, 12:00 UTC";

/** What holds in whatever state a thread is: all that can be asked of it without knowing what stands in it. */
function expectEssentials(tree: AxNode): void {
  for (const { name } of everyNode(tree, "article")) expect(name, "author and time").to.match(/^\S.* \d\d:\d\d UTC$/);
  for (const node of everyNode(tree, "button", "link", "textbox", "checkbox", "region", "navigation"))
    expect(node.name, `the name of a ${node.role}`).to.match(/\S/);
  let before = 0;
  for (const { level, name } of everyNode(tree, "heading")) {
    expect(level, `the level of “${name}”`).to.be.within(1, before + 1);
    before = level;
  }
}

describeEmbed("a thread, as a screen reader is told of it", (at) => {
  beforeEach(async () => {
    const { node, seed } = at();
    at().body = (script) => `<main><h1>Post</h1>${script}</main>`;
    await node.world.sites.set("site", { votes: "updown" });
    await seed("a", "What I think");
    const ben = { kind: "visitor", name: "Ben", website: null, email: null, hash: "h" } as const;
    await seed("b", "And I", { parent: "a", author: ben });
    node.clock.advance(1_000);
  });

  /** Opens the post, and waits until the scripts have taken over. */
  async function open(): Promise<void> {
    await at().open();
    await at().page.waitForSelector(".an-fold");
    await at().page.waitForFunction("getComputedStyle(document.querySelector('.an-fold')).display !== 'none'");
  }
  const read = () => readAxTree(at().page);
  const named = (tree: AxNode, role: string) => everyNode(tree, role).map(({ name }) => name);
  const focused = (tree: AxNode) => everyNode(tree).filter((node) => node.focused && node.role !== "RootWebArea");

  it("is a region with its heading, articles in nested lists, and a form, in this order", async () => {
    await open();
    const tree = await read();
    expectEssentials(tree);
    expect(named(tree, "region")).to.deep.equal(["2 comments"]);
    expect(everyNode(tree, "heading").map(({ name, level }) => `${level} ${name}`)).to.deep.equal([
      "1 Post",
      "2 2 comments",
      "3 Anna",
      "3 Ben",
      "3 Write a comment",
    ]);
    expect(named(tree, "article")).to.deep.equal([`Anna ${time}`, `Ben ${time}`]);
    const [first, second] = everyNode(tree, "listitem").filter((item) => everyNode(item, "article").length > 0);
    expect(wordsIn(first as AxNode))
      .to.contain("What I think")
      .and.to.contain("And I");
    expect(second?.level).to.equal(2);
    const form = everyNode(tree, "form").find(({ name }) => name === "Write a comment");
    expect(named(form as AxNode, "textbox")).to.deep.equal(["Comment", "Name (optional)"]);
    const order = wordsIn(tree);
    const places = ["2 comments", "What I think", "And I", "Write a comment"].map((words) => order.indexOf(words));
    expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
    expect(places).to.not.include(-1);
  });

  it("has buttons that say whom they concern", async () => {
    await open();
    const tree = await read();
    expect(named(tree, "link")).to.include.members(["Reply to Anna", "Reply to Ben"]);
    expect(named(tree, "button")).to.include("1 reply to Anna");
    const votes = everyNode(tree, "button").filter(({ name }) => name.startsWith("Vote"));
    expect(votes.map(({ name, description }) => `${name}: ${description}`)).to.deep.equal([
      "Vote for it: Anna",
      "Vote against it: Anna",
      "Vote for it: Ben",
      "Vote against it: Ben",
    ]);
  });

  it("takes who answers to the form, which says whom, and back", async () => {
    await open();
    await at().page.click('.an-reply[aria-label="Reply to Ben"]');
    await at().page.waitForSelector("li textarea:focus");
    const tree = await read();
    expectEssentials(tree);
    expect(named(tree, "form")).to.include("Reply to Ben");
    expect(focused(tree).map(({ role, name }) => `${role} ${name}`)).to.deep.equal(["textbox Comment"]);
    const [, second] = everyNode(tree, "listitem").filter((item) => everyNode(item, "article").length > 0);
    expect(named(second as AxNode, "form"), "in the order of reading").to.include("Reply to Ben");
    await at().page.keyboard.press("Escape");
    await at().page.waitForSelector(".an-reply:focus");
    expect(focused(await read()).map(({ name }) => name)).to.deep.equal(["Reply to Ben"]);
  });

  it("ties a fault to its field, and goes there", async () => {
    const { page, write, post } = at();
    await open();
    await write("Words");
    await page.click("form[data-number] > details > summary");
    await page.fill("[name=website]", "no site");
    await post();
    await page.waitForSelector("[name=website]:focus");
    const tree = await read();
    expectEssentials(tree);
    const [field, ...others] = focused(tree);
    expect(others).to.deep.equal([]);
    expect(field).to.include({ role: "textbox", invalid: true });
    expect(field?.name).to.match(/^Website/);
    expect(field?.description).to.equal(await page.locator(".an-fault").textContent());
    const [alert] = everyNode(tree, "alert");
    expect(alert?.live).to.equal("assertive");
    expect(wordsIn(alert as AxNode)).to.equal(await page.locator(".an-problem").textContent());
  });

  it("does the same with scripts off", async () => {
    const { node, home, context: reader } = at();
    const context = await reader.browser()?.newContext({ javaScriptEnabled: false });
    const page = await context?.newPage();
    if (!context || !page) throw new Error("There is no browser.");
    try {
      await page.goto(`${node.url}/thread?url=${encodeURIComponent(`${home}post`)}`);
      node.clock.advance(4_000);
      await page.fill("[name=text]", "Words");
      await page.click("form#antiphon-form > details > summary");
      await page.fill("[name=email]", "nobody@nowhere");
      await page.click("text=Post comment");
      await page.waitForSelector("[name=email]:focus");
      const [field] = focused(await readAxTree(page));
      expect(field).to.include({ role: "textbox", invalid: true });
      expect(field?.name).to.match(/^E-mail/);
      expect(field?.description).to.equal(await page.locator(".an-fault").textContent());
      await page.fill("[name=email]", "");
      await page.click("text=Preview");
      await page.waitForSelector(".an-preview:focus");
      expect(focused(await readAxTree(page)).map(({ name }) => name)).to.deep.equal(["Preview"]);
    } finally {
      await context.close();
    }
  });

  it("says of one's own comment that it waits, politely", async () => {
    const { page, node, write, post } = at();
    await node.world.sites.set("site", { moderation: "first" });
    node.clock.advance(1_000);
    await open();
    await write("Wait for me");
    await page.fill("[name=author]", "Cleo");
    await post();
    await page.waitForSelector("li.an-held time");
    const tree = await read();
    expectEssentials(tree);
    const held = everyNode(tree, "article").find(({ name }) => name.startsWith("Cleo"));
    expect(wordsIn(held as AxNode))
      .to.contain("Waiting for review")
      .and.contain("Wait for me");
    const statuses = everyNode(tree, "status");
    expect(statuses.map(({ live }) => live)).to.deep.equal(["polite"]);
    expect(wordsIn(statuses[0] as AxNode)).to.contain("waits for review");
  });

  it("names a comment that could not be sent, and says so", async () => {
    const { page, write, post } = at();
    await open();
    await page.route("**/comments", (route) => route.abort());
    await write("Lost on the way");
    await page.fill("[name=author]", "Cleo");
    await post();
    await page.waitForSelector("text=Not sent.");
    const tree = await read();
    expect(named(tree, "article")).to.include("Cleo");
    expect(wordsIn(everyNode(tree, "status")[0] as AxNode)).to.contain("Not sent.");
  });

  it("says once that something new waits, in a button above the list", async () => {
    const { page, node, seed } = at();
    const heard = page.waitForResponse((response) => response.headers()["content-type"] === "text/event-stream");
    await open();
    await page.locator(".an-title").scrollIntoViewIfNeeded();
    await heard;
    await seed("c", "News", { html: "<p>News</p>" as SafeHtml });
    await node.tick();
    await page.waitForSelector(".an-live button");
    const tree = await read();
    expectEssentials(tree);
    const words = "1 new comment – show it";
    expect(named(tree, "button").filter((name) => name === words)).to.have.lengthOf(1);
    const [status] = everyNode(tree, "status");
    expect(status?.live).to.equal("polite");
    expect(wordsIn(status as AxNode)).to.equal(words);
    const order = everyNode(tree).map(({ role, name }) => `${role} ${name}`);
    expect(order.indexOf(`button ${words}`)).to.be.lessThan(order.indexOf(`article Anna ${time}`));
    expect(focused(tree), "nobody is torn away").to.deep.equal([]);
  });
});
