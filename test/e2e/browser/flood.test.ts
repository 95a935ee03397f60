import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import type { RemoteActor } from "../../../src/domain/author.ts";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { aComment, remoteActor } from "../../helpers/comment.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { startWebNode, type WebNode } from "../../helpers/web.ts";

const waiting = 10_000;
const flooders: RemoteActor[] = Array.from({ length: 10 }, (_, i) => remoteActor("flood.example", `bot${i}`));

/**
 * What a moderator does while very many comments wait: found, narrowed, decided of and blocked, on a phone and by keys. What a
 * page costs then is measured by the bench.
 */
describeInBrowser("a flood of comments that wait, in a browser", (browser) => {
  let clientDir: string;
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;
  before(async function () {
    this.timeout(120_000);
    clientDir = await buildClient();
    node = await startWebNode({ settings: { clientDir } });
    await flood(node);
  });
  afterEach(() => context?.close());
  after(() => node?.close());

  const enter = async (options: Parameters<typeof enterAsOwner>[2]) => {
    ({ context, page } = await enterAsOwner(browser(), node, options));
  };
  const held = async () => (await node.world.comments.counts("thread")).held;

  it("is stemmed by a thumb, scripts off: to the server in two taps, a hundred at once, and its block", async () => {
    await enter({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.goto(`${node.url}/admin/`);
    expect(await page.locator(".tabs a[aria-current]").innerText()).to.contain("99+");
    await page.getByText("100 on a page").click();
    await page.waitForURL(/show=100/);
    expect(await page.locator(".item").count()).to.equal(100);
    await page.locator("summary", { hasText: "Filter" }).click();
    await page.fill("#server", "flood.example");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/server=flood\.example/);
    expect(await page.locator(".item", { hasText: "flood.example" }).count()).to.equal(100);
    const before = await held();
    await page.locator("[name=all]").check();
    await page.locator(".bulk").getByText("Spam").click();
    await page.getByText("100 comments moved to spam.").first().waitFor();
    expect(await held()).to.equal(before - 100);
    await page.getByText("Undo", { exact: true }).click();
    await page.getByText("100 comments as they were before.").first().waitFor();
    expect(await held()).to.equal(before);
    await page.locator(".item").first().locator("summary", { hasText: "More" }).click();
    await page.locator(".item").first().getByText("Block all of flood.example").click();
    await page.getByText("Blocked.").first().waitFor();
    await page.goto(`${node.url}/admin/?tab=held&server=flood.example`);
    expect(await page.locator(".item").count(), "what waits from there").to.equal(0);
  });

  it("is worked off by keys, each next comment at hand", async () => {
    await enter({});
    await page.goto(`${node.url}/admin/`);
    const before = await held();
    for (let i = 0; i < 10; i++) {
      if (i === 0) await page.keyboard.press("j");
      const current = await page.evaluate("document.activeElement.id");
      expect(current).to.match(/^comment-/);
      await page.keyboard.press(i % 2 === 0 ? "s" : "a");
      await page.locator(`#${current}`).waitFor({ state: "detached" });
    }
    expect(await held()).to.equal(before - 10);
    await page.keyboard.press("/");
    await page.keyboard.type("needle");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=needle/);
    expect(await page.locator(".item").count()).to.equal(1);
  });
});

/** A quarter is by ten people of one server; one has a word that no other has. */
async function flood({ world, clock }: WebNode): Promise<void> {
  const comments = Array.from({ length: waiting }, (_, i) => {
    const far = i % 4 === 0 ? ({ author: flooders[(i / 4) % 10] as RemoteActor, origin: "fediverse" } as const) : {};
    const text = i === 5_001 ? "A needle." : `Buy number ${i} now.`;
    return aComment({
      _id: i === 5_001 ? "needle" : `flood${i}`,
      number: i + 1,
      state: "held",
      heldFor: [{ check: "links", sentence: "It has 9 links." }],
      html: `<p>${text}</p>` as SafeHtml,
      source: { text, type: "text/markdown" },
      createdAt: new Date(clock.now().getTime() + i),
      ...far,
    });
  });
  for (let from = 0; from < waiting; from += 500) await world.comments.addAll(comments.slice(from, from + 500));
  clock.advance(60_000);
  while ((await world.search.file(clock.now())) > 0);
}
