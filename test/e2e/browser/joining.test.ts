import { expect } from "chai";
import type { Page } from "playwright-core";
import { describeEmbed } from "../../helpers/embed-blog.ts";

/** The shortest time after which the node takes a form for one that was filled in by a person. */
const shortestMs = 3_000;

/** What a reader does, counted: each field that is filled and each thing that is pressed is a step. */
function reader(page: Page) {
  let steps = 0;
  return {
    steps: () => steps,
    press(selector: string) {
      steps++;
      return page.tap(selector);
    },
    fill(selector: string, text: string) {
      steps++;
      return page.fill(selector, text);
    },
  };
}

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const text = "textarea[name=text]";
const name = "[name=author]";
const send = ".antiphon .an-main[type=submit]:not(.an-home *)";

describeEmbed(
  "a reader with a phone who wants to join",
  (at) => {
    beforeEach(async () => {
      const { home, node, seed } = at();
      const link = `${node.url}/thread?url=${encodeURIComponent(`${home}post`)}`;
      at().body = (script) =>
        `<meta name="viewport" content="width=device-width"><p>Words.</p>${script}
         <noscript><a id="comments" href="${link}">Comments</a></noscript>`;
      await seed("a", "There before");
      node.clock.advance(1_000);
    });

    /** Opens the post on a line such as trains have. */
    async function openSlowly(page: Page): Promise<void> {
      const session = await page.context().newCDPSession(page);
      await session.send("Network.enable");
      const line = { latency: 300, downloadThroughput: 50_000, uploadThroughput: 25_000 };
      await session.send("Network.emulateNetworkConditions", { offline: false, ...line });
      await page.goto(`${at().home}post`);
    }

    // What the browser needs and the three seconds that only the node's clock counts are twenty at most.
    it("writes, gives a name, presses the button, and is there", async () => {
      const { page, node } = at();
      const { press, fill, steps } = reader(page);
      await openSlowly(page);
      await fill(text, "I was there, too.");
      await fill(name, "Anna");
      node.clock.advance(shortestMs);
      await press(send);
      await page.waitForSelector("li.an-new:not(.an-unsent) >> text=I was there, too.");
      expect(steps()).to.equal(3);
      expect(await at().published()).to.equal(2);
    }).timeout(17_000);

    it("needs no name, and is told when that was too fast, with nothing to be typed again", async () => {
      const { page, node } = at();
      const { press, fill, steps } = reader(page);
      await openSlowly(page);
      await fill(text, "In a hurry");
      node.clock.advance(shortestMs - 1);
      await press(send);
      await page.waitForSelector(".antiphon >> text=faster than people write");
      expect(await at().published()).to.equal(1);
      node.clock.advance(1);
      await press(`.an-unsent [data-do=retry], ${send}`);
      await page.waitForSelector("li.an-new:not(.an-unsent) >> text=In a hurry");
      expect(steps()).to.equal(3);
    }).timeout(17_000);

    it("does the same with scripts off, by way of a link", async () => {
      const { node, context } = at();
      const plain = await context.browser()?.newContext({ ...phone, javaScriptEnabled: false });
      const page = await plain?.newPage();
      if (!plain || !page) throw new Error("There is no browser.");
      try {
        const { press, fill, steps } = reader(page);
        await openSlowly(page);
        await press("#comments");
        await fill(text, "Without any script");
        node.clock.advance(shortestMs);
        await press(send);
        await page.waitForSelector("li.an-item:target >> text=Without any script");
        expect(steps()).to.equal(3);
        expect(await at().published()).to.equal(2);
      } finally {
        await plain.close();
      }
    }).timeout(17_000);

    it("answers somebody in three steps as well", async () => {
      const { page, node } = at();
      const { press, fill, steps } = reader(page);
      await openSlowly(page);
      await press(".an-reply");
      await page.waitForSelector("li > form[data-number]");
      await fill(text, "To you");
      node.clock.advance(shortestMs);
      await press(send);
      await page.waitForSelector("li li.an-new:not(.an-unsent) >> text=To you");
      expect(steps()).to.equal(3);
    }).timeout(17_000);
  },
  phone,
);
