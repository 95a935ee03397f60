import { expect } from "chai";
import type { Site } from "../../../src/domain/site.ts";
import { createTakeFeed } from "../../../src/usecases/publish/take-feed.ts";
import { openPublishWorld, type PublishWorld } from "./world.ts";

describe("what the owner decides while a feed is read", () => {
  let test: PublishWorld;
  beforeEach(async () => {
    test = await openPublishWorld();
  });
  afterEach(() => test.store.close());

  /** Lets the owner decide in the middle of each poll that follows. */
  function decideMeanwhile(decide: () => Promise<Partial<Site>> | Partial<Site>): void {
    const { poll: read } = test.world.feeds;
    test.world.feeds.poll = async (...asked) => {
      await test.store.repos.sites.set("site", await decide());
      return read(...asked);
    };
  }
  const poll = async () => createTakeFeed(test.world)(await test.site());

  it("counts for name and language, as what was decided before does", async () => {
    await test.store.repos.sites.set("site", { name: "blog.example" });
    Object.assign(test.feed, { title: "As the feed says", lang: "fr" });
    decideMeanwhile(() => ({ lang: "de", decided: ["name", "lang"] }));
    for (const _ of ["decided meanwhile", "decided before"]) {
      await poll();
      expect(await test.site()).to.include({ name: "blog.example", lang: "de" });
    }
  });

  it("counts for the feed: another one is read at once, from its beginning", async () => {
    await poll();
    const feed = "https://blog.example/other.xml";
    const anew = test.clock.now();
    const polled = await test.site();
    expect(polled.polling.nextPollAt).to.be.above(anew);
    decideMeanwhile(() => ({ feed, polling: { ...polled.polling, etag: null, nextPollAt: anew } }));
    await poll();
    const { polling } = await test.site();
    expect(polling).to.deep.include({ etag: null, nextPollAt: anew });
  });
});
