import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Visitor } from "../../../src/domain/author.ts";
import { findBarriers } from "../../helpers/axe.ts";
import { describeInBrowser } from "../../helpers/browser.ts";
import { mira } from "../../helpers/comment.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { aSite } from "../../helpers/thread.ts";
import { startWebNode, type WebNode } from "../../helpers/web.ts";

const anna: Visitor = {
  kind: "visitor",
  name: "Anna",
  website: null,
  email: "anna@mail.example",
  hash: "h".repeat(43),
  network: "n".repeat(43),
};

/** Rules, set by hand in a browser: on a phone with scripts off, and by keyboard alone. */
describeInBrowser("an owner's rules in a browser", (browser) => {
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;
  beforeEach(async () => {
    node = await startWebNode();
    await node.put({ _id: "a", author: anna, state: "held" });
    await node.put({ _id: "b", number: 2, author: mira, origin: "fediverse" });
  });
  afterEach(async () => {
    await context?.close();
    await node?.close();
  });

  async function enter(options: Parameters<Browser["newContext"]>[0]): Promise<void> {
    ({ context, page } = await enterAsOwner(browser(), node, options));
  }
  const onPhone = () => enter({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const open = (address: string) => page.goto(`${node.url}${address}`);
  const ids = async () => (await node.world.blocks.list()).map(({ _id }) => _id);
  const said = () => page.locator("[role=status]").textContent();
  const fits = async () => {
    const width = (await page.locator("body").boundingBox())?.width ?? 0;
    expect(width).to.be.at.most(360);
    for (const box of await page.locator("button:visible, a.button:visible, summary:visible, .tick:visible").all())
      expect((await box.boundingBox())?.height, (await box.textContent()) ?? "").to.be.at.least(43.5);
  };

  it("holds for one blog of two where that is chosen, and is found, read and taken back there", async () => {
    await node.world.sites.add(aSite({ _id: "other", name: "Tea", home: "https://tea.example/", handle: "tea" }));
    await enter({ viewport: { width: 360, height: 740 } });
    await open("/admin/blocks");
    await page.fill("#who", "far.example");
    await page.selectOption("#site", { label: "Tea" });
    await page.click("text=Set the rule");
    expect(await ids()).to.deep.equal(["other/host:far.example"]);
    expect(await page.locator('nav[aria-label="Where rules hold"] [aria-current]').textContent()).to.equal("Tea");
    expect(await page.locator("li.row").textContent()).to.contain("on Tea");
    expect(await findBarriers(page)).to.deep.equal([]);
    await fits();
    await page.click("li.row >> text=Change");
    expect(await page.locator(".teaser").textContent()).to.contain("on Tea");
    expect(await findBarriers(page)).to.deep.equal([]);
    await fits();
    await page.click("text=All rules");
    await page.click('nav[aria-label="Where rules hold"] >> text=On all blogs');
    await page.waitForLoadState();
    expect(await page.locator("li.row").count()).to.equal(0);
    await page.click('nav[aria-label="Where rules hold"] >> text=Tea');
    await page.click("li.row >> text=Take back");
    expect(await ids()).to.deep.equal([]);
  });

  it("blocks a person, a server, a visitor and a network in two taps from the queue", async () => {
    await onPhone();
    for (const [tab, button, id] of [
      ["published", "Block @mira@far.example", `actor:${mira.id}`],
      ["hidden", "Block all of far.example", "host:far.example"],
      ["held", "Block this visitor", `visitor:${anna.hash}`],
      ["hidden", "Block their network", `network:${anna.network}`],
    ] as const) {
      await open(`/admin/?tab=${tab}`);
      await page.locator(`li:has-text("${button}") summary:has-text("More…")`).first().click();
      await page.click(`button:has-text("${button}")`);
      expect(await said()).to.contain("Blocked.");
      expect(await ids()).to.include(id);
    }
  });

  it("sets another rule at a comment, changes it, finds it and takes it back", async () => {
    await onPhone();
    await open("/admin/");
    await page.click("summary:has-text('More…')");
    await page.click("text=Another rule…");
    await fits();
    await page.check("text=All mailboxes of their domain");
    await page.selectOption("#severity", { label: "Let it wait for me" });
    await page.fill("#until", "2026-12-31");
    await page.fill("#note", "Many came from there");
    await page.click("text=Set the rule");
    expect(await said()).to.contain("The rule holds");
    expect(await page.locator(".row").textContent()).to.contain("Waits for you, until 2026-12-31");
    await fits();

    await page.click("text=Change");
    await page.selectOption("#severity", { label: "Block it" });
    await page.check("text=likes, boosts and votes");
    await page.click("text=Set the rule");
    await page.fill("#q", "*@x.mail.example");
    await page.click("text=Find");
    expect(await page.locator(".row").textContent()).to.contain("Blocked, no reactions, until 2026-12-31");
    await page.click("text=Take back");
    expect(await said()).to.contain("taken back");
    expect(await ids()).to.deep.equal([]);
  });

  it("looks at a list before it takes it over", async () => {
    await onPhone();
    await open("/admin/blocks");
    await page.click("text=Take over a list");
    await page.fill("#list", "#domain,#severity\nfar.example,suspend\nexa**le.com,suspend\nco.uk,suspend");
    await page.click("text=See what it would do");
    const plan = await page.locator("section.card").textContent();
    expect(plan).to.contain("Line 3: “exa**le.com” is masked").and.contain("Line 4: Anybody can have a name below");
    expect(plan).to.contain("1 who commented");
    expect(await ids()).to.deep.equal([]);
    await fits();
    await page.click("text=Take it over");
    expect(await said()).to.contain("Taken over: 1 rule. Comments hidden: 1.");
    expect(await ids()).to.deep.equal(["host:far.example"]);
  });

  it("lets only allowed servers speak, and turns that round again", async () => {
    await onPhone();
    await open("/admin/blocks");
    await page.click("summary:has-text('Turn it round')");
    await page.click("button:has-text('Only allowed servers may speak')");
    expect(await said()).to.contain("only servers that you allow");
    expect((await node.world.comments.get("b"))?.hiddenBy).to.equal("host:*");
    await page.click("text=Let every server speak");
    expect((await node.world.comments.get("b"))?.hiddenBy).to.equal(null);
  });

  it("sets a rule by keyboard alone", async () => {
    await enter({});
    await open("/admin/blocks");
    await page.focus("#who");
    await page.keyboard.type("cheap pills");
    await page.keyboard.press("Enter");
    await page.waitForURL(/done=set/);
    expect(await ids()).to.deep.equal(["word:cheap pills"]);
  });

  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [360, 1200])
      it(`puts up no barrier, ${colorScheme}, ${width} wide`, async () => {
        await enter({ colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" });
        await open("/admin/blocks");
        await page.fill("#who", "far.example");
        await page.click("text=Set the rule");
        await page.locator("form.card details").first().evaluate("(element) => (element.open = true)");
        expect(await findBarriers(page), "with a rule").to.deep.equal([]);
        for (const address of [
          "/admin/blocks/rule?id=host%3Afar.example",
          "/admin/blocks/about/a",
          "/admin/blocks/lists",
        ]) {
          await open(address);
          expect(await findBarriers(page), address).to.deep.equal([]);
        }
        await page.fill("#list", "new.example\nfar.example,silence\nexa**le.com");
        await page.click("text=See what it would do");
        expect(await findBarriers(page), "with a plan").to.deep.equal([]);
      });
});
