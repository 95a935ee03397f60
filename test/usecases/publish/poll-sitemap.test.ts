import { expect } from "chai";
import { Problem } from "../../../src/domain/problem.ts";
import { createTakeFeed } from "../../../src/usecases/publish/take-feed.ts";
import { aSite } from "../../helpers/thread.ts";
import { openPublishWorld, type PublishWorld } from "./world.ts";

const home = "https://blog.example/";
const hour = 3_600_000;

describe("a blog that is read by its sitemap", () => {
  let test: PublishWorld;
  beforeEach(async () => {
    test = await openPublishWorld([aSite({ postsFrom: "sitemap", postsBelow: "/blog/" })]);
  });
  afterEach(() => test.store.close());

  function name(...slugs: (string | [slug: string, changedAt: string])[]): void {
    const pages = slugs.map((slug) => {
      const [path, changedAt = null] = typeof slug === "string" ? [slug] : slug;
      const url = `${home}blog/${path}/`;
      test.pages[url] ??= { title: `About ${path}`, teaser: "Words." };
      return { url, changedAt: changedAt === null ? null : new Date(changedAt) };
    });
    test.sitemap = { kind: "pages", pages, address: `${home}sitemap.xml`, more: false, fault: null };
  }
  async function look(): Promise<void> {
    await createTakeFeed(test.world)(await test.site());
    await test.world.debts.settled();
    test.clock.advance(2 * hour);
  }
  const threadOf = (slug: string) => test.threadAt(`blog.example/blog/${slug}`);
  const fateOf = async (slug: string) => (await threadOf(slug))?.announcement ?? null;

  it("has nothing of before announced, nor made, nor asked for", async () => {
    name("a", "b", "c");
    await look();
    await look();
    expect(await Promise.all(["a", "b", "c"].map(fateOf))).to.deep.equal([null, null, null]);
    expect(test.reads).to.deep.equal([]);
    expect(test.told).to.deep.equal([]);
    expect((await test.site()).polling).to.include({ fault: null, intervalMs: hour });
  });

  it("has what is new since read, and announced with what its page says", async () => {
    name("a");
    await look();
    name("a", "b");
    await look();
    expect(await fateOf("b")).to.equal("announced");
    expect((await threadOf("b"))?.page).to.include({ title: "About b", teaser: "Words." });
    expect(test.reads).to.deep.equal([`${home}blog/b/`]);
    await look();
    expect(test.reads).to.have.length(1);
    expect(test.told).to.have.length(1);
  });

  it("does not take for news what only could not be read at first, but does not wait for what never can be", async () => {
    const broken = (fault: string) => {
      name("a");
      if (test.sitemap.kind === "pages") test.sitemap.fault = fault;
    };
    broken("The sitemap of posts answered 500.");
    await look();
    name("a", "b", "c");
    await look();
    expect([await fateOf("b"), await fateOf("c")]).to.deep.equal([null, null]);
    name("a", "b", "c", "d");
    await look();
    expect(await fateOf("d")).to.equal("announced");

    await test.store.repos.sites.set("site", { polling: aSite().polling });
    broken("The sitemap of pages is not there.");
    await look();
    await look();
    name("a", "e");
    await look();
    expect(await fateOf("e")).to.equal("announced");
  });

  it("leaves what is older than the installation old, by its page's date or its last change", async () => {
    name("a");
    await look();
    test.pages[`${home}blog/dated/`] = { title: "Dated", publishedAt: new Date("2020-01-01T00:00:00Z") };
    name("a", "dated", ["changed", "2021-01-01T00:00:00Z"]);
    await look();
    expect([await fateOf("dated"), await fateOf("changed")]).to.deep.equal(["old", "old"]);
  });

  it("reads a post again that was changed, and leaves pages alone that are none", async () => {
    name("a", "page");
    await look();
    name("a", "page", "b");
    await look();
    test.pages[`${home}blog/b/`] = { title: "Another title", teaser: "" };
    name("a", ["page", "2026-11-01T15:00:00Z"], ["b", "2026-11-01"]);
    await look();
    expect((await threadOf("b"))?.page.title).to.equal("Another title");
    expect(test.reads).to.not.include(`${home}blog/page/`);
    expect(test.told.map((line) => line.split(" ")[0])).to.deep.equal(["create", "update"]);
  });

  it("asks for ten pages at a time, soon for the rest, and again for those that did not answer", async () => {
    name("a");
    await look();
    const slugs = Array.from({ length: 14 }, (_, i) => `n${i}`);
    test.pages[`${home}blog/n0/`] = new Problem("upstream", "Busy.");
    test.pages[`${home}blog/n1/`] = new Problem("not-found", "Gone.");
    name("a", ...slugs);
    const before = test.clock.now();
    await look();
    expect(test.reads).to.have.length(10);
    const wait = (await test.site()).polling.nextPollAt.getTime() - before.getTime();
    expect(wait).to.be.below(hour / 2);
    test.pages[`${home}blog/n0/`] = { title: "There" };
    await look();
    expect(test.reads.filter((url) => url.endsWith("/n0/"))).to.have.length(2);
    expect(test.reads.filter((url) => url.endsWith("/n1/"))).to.have.length(1);
    expect((await threadOf("n0"))?.page.title).to.equal("There");
    expect(await threadOf("n13")).to.not.equal(null);
  });

  it("asks the owner about each new page where no path says which of them are posts", async () => {
    await test.store.repos.sites.set("site", { postsBelow: null });
    name("a");
    await look();
    name("a", "b");
    await look();
    expect(await fateOf("b")).to.equal("waiting");
    expect(test.told).to.deep.equal([]);
  });

  it("keeps what leaves the sitemap, and says what is wrong with it", async () => {
    name("a");
    await look();
    name("a", "b");
    await look();
    name("a");
    await look();
    expect(await fateOf("b")).to.equal("announced");
    test.sitemap = { kind: "none", fault: "No sitemap was found." };
    await look();
    expect((await test.site()).polling.fault).to.equal("No sitemap was found.");
    test.sitemap = { kind: "later", seconds: 7200, fault: "Later." };
    const now = test.clock.now();
    await look();
    expect((await test.site()).polling.restUntil?.getTime()).to.be.at.least(now.getTime() + 2 * hour);
  });

  it("leaves the hub that told of its feed before, for any source that is no feed", async () => {
    const { subscriptions } = test.store.repos;
    for (const postsFrom of ["sitemap", "ghost"] as const) {
      await subscriptions.add({
        _id: postsFrom,
        site: "site",
        hub: "https://hub.example/",
        topic: `${home}feed.xml`,
        secret: null,
        state: "live",
        dueAt: test.clock.now(),
        tries: 0,
        leaseUntil: new Date("2027-01-01T00:00:00Z"),
        fault: null,
        createdAt: test.clock.now(),
      });
      await test.store.repos.sites.set("site", { postsFrom });
      name("a");
      const before = test.clock.now();
      await look();
      expect((await subscriptions.of("site")).map(({ state }) => state)).to.not.include("live");
      const wait = (await test.site()).polling.nextPollAt.getTime() - before.getTime();
      expect(wait, postsFrom).to.be.below(2 * hour);
    }
  });

  it("is told of for want of a feed: new pages wait, and a feed that appears is old altogether", async () => {
    await test.store.repos.sites.set("site", { postsFrom: "feed", postsBelow: null });
    test.feed = { entries: null, fault: "No feed was found.", none: true };
    await look();
    expect((await test.site()).polling.fault, "nor a sitemap").to.equal("No feed was found.");
    name("a");
    await look();
    expect((await test.site()).polling.fault)
      .to.include("its sitemap")
      .and.include("Posts");
    name("a", "b");
    await look();
    expect(await fateOf("b")).to.equal("waiting");
    expect((await test.site()).polling.firstPolledAt).to.equal(null);
  });
});
