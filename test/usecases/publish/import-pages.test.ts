import { expect } from "chai";
import type { SitemapReading } from "../../../src/domain/ports.ts";
import { noMap } from "../../../src/usecases/operate/address-map.ts";
import { withSitemap } from "../../../src/usecases/operate/sitemap-map.ts";
import { createImportPages } from "../../../src/usecases/publish/import-pages.ts";
import { createPublishJobs, importPagesJob } from "../../../src/usecases/publish/jobs.ts";
import { createTakeFeed } from "../../../src/usecases/publish/take-feed.ts";
import { createFindOrphans } from "../../../src/usecases/threads/find-orphans.ts";
import { problemOf } from "../../helpers/problem.ts";
import { aThread } from "../../helpers/thread.ts";
import { anEntry, openPublishWorld, type PublishWorld } from "./world.ts";

const home = "https://blog.example/";

describe("the pages of a sitemap", () => {
  let test: PublishWorld;
  beforeEach(async () => {
    test = await openPublishWorld();
  });
  afterEach(() => test.store.close());

  function name(...paths: string[]): void {
    const pages = paths.map((path) => ({ url: home + path, changedAt: null }));
    test.sitemap = { kind: "pages", pages, address: `${home}sitemap.xml`, more: false, fault: null };
  }
  const bring = async (options?: { dryRun: boolean }) => createImportPages(test.world)(await test.site(), options);
  const waiting = async () => {
    const until = new Date(test.clock.now().getTime() + 120_000);
    return test.world.jobs.claim({ by: "t", now: until, until, limit: 99, exceptLanes: [] });
  };

  describe("that are brought along", () => {
    it("have threads, as old ones, and nobody is told, nor by the first feed", async () => {
      name("", "one/", "zwei-f%C3%BCr-drei/");
      expect(await bring()).to.deep.include({ found: 3, known: 0, made: 2 });
      const thread = await test.threadAt("blog.example/zwei-für-drei");
      expect(thread?.announcement).to.equal("old");
      expect(thread?.page.title).to.equal("/zwei-für-drei/");
      expect(await test.threadAt("blog.example/"), "the front page is no post").to.equal(null);
      await test.world.debts.settled();
      expect(test.told).to.deep.equal([]);
    });

    it("are no news when the feed names them later, unless they are newer than its first reading", async () => {
      test.feed.entries = [];
      await createTakeFeed(test.world)(await test.site());
      name("one", "two");
      await bring();
      test.feed.entries = [anEntry("one", { publishedAt: new Date("2026-09-01T00:00:00Z") })];
      await createTakeFeed(test.world)(await test.site());
      expect((await test.threadAt("blog.example/one"))?.announcement).to.equal("old");
    });

    it("are made once, and asked for one after the other", async () => {
      name("one", "two");
      await bring();
      expect(await bring()).to.deep.include({ known: 2, made: 0 });
      const jobs = await waiting();
      expect(jobs.map(({ kind, payload }) => [kind, payload["url"]])).to.deep.equal([["check-page", `${home}one`]]);
      expect(jobs[0]?.lane, "one at a time").to.equal("page:site");
    });

    it("are only counted in a dry run", async () => {
      name("one", "two");
      expect(await bring({ dryRun: true })).to.deep.include({ found: 2, made: 2 });
      expect(await test.threadAt("blog.example/one")).to.equal(null);
      expect(await waiting()).to.deep.equal([]);
    });

    it("are told of by a sentence where there are none", async () => {
      expect((await problemOf(bring())).message).to.equal("There is no sitemap.");
      const later: SitemapReading = { kind: "later", seconds: 60, fault: "Later." };
      test.sitemap = later;
      expect(await problemOf(bring())).to.deep.include({ kind: "busy", retryAfter: 60 });
      const job = importPagesJob(await test.site(), test.clock.now());
      await test.world.jobs.put([job], test.clock.now());
      const [taken] = (await waiting()).filter(({ kind }) => kind === "import-pages");
      if (taken) await createPublishJobs(test.world)["import-pages"](taken);
      expect((await test.site()).polling.fault, "where the owner looks").to.equal("Later.");
    });
  });

  describe("and threads that are at none of them", () => {
    const put = (id: string, path: string, published = 1) =>
      test.world.threads.add(aThread({ _id: id, url: home + path, noteId: id, counts: { published, held: 0 } }));

    it("are found, with the one page that ends alike", async () => {
      name("posts/moved/", "blog/there/", "a/twice/", "b/twice/", "2026/12/");
      await put("moved", "2019/05/moved.html");
      await put("there", "blog/there");
      await put("twice", "old/twice/");
      await put("number", "old/12");
      await put("quiet", "old/quiet", 0);
      await put("also", "old/also");
      await test.world.threads.alias("site", "blog.example/blog/there/also" as never, "also");
      const { orphans, pages } = await createFindOrphans(test.world)(await test.site());
      expect(pages).to.equal(5);
      const found = Object.fromEntries(orphans.map(({ thread, at }) => [thread._id, at]));
      expect(found).to.deep.equal({ moved: `${home}posts/moved/`, twice: null, number: null, also: null });
    });

    it("are not found where the sitemap has one of their other addresses", async () => {
      name("posts/new/");
      await put("old", "old-address/");
      await test.world.threads.alias("site", "blog.example/posts/new" as never, "old");
      expect((await createFindOrphans(test.world)(await test.site())).orphans).to.deep.equal([]);
    });
  });

  describe("and addresses that an import brings", () => {
    it("lead to the page that ends alike, where nothing else is said of them", async () => {
      name("posts/rye-again/", "about/", "posts/2020-01-02-dated/");
      const site = await test.site();
      const map = await withSitemap(test.world, site, noMap);
      const to = (address: string) => map(new URL(address, home))?.href;
      expect(to("http://old.example/2012/03/rye-again.html")).to.equal(`${home}posts/rye-again/`);
      expect(to("/2020/01/02/dated/index.html")).to.equal(`${home}posts/2020-01-02-dated/`);
      expect(to("/about"), "a page of the blog").to.equal(undefined);
      expect(to("/nowhere/")).to.equal(undefined);
      const own = await withSitemap(test.world, site, () => null);
      expect(own(new URL("/rye-again", home)), "the owner's map has the first word").to.equal(null);
    });
  });
});
