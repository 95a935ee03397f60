import { expect } from "chai";
import type { Job } from "../../../src/domain/job.ts";
import { commandLine } from "../../../src/domain/moderator.ts";
import type { FeedEntry } from "../../../src/domain/ports.ts";
import { createCheckPage } from "../../../src/usecases/publish/check-page.ts";
import { createPublishJobs } from "../../../src/usecases/publish/jobs.ts";
import { createTakeFeed, pollJob } from "../../../src/usecases/publish/take-feed.ts";
import { createWithdrawUrl } from "../../../src/usecases/publish/withdraw-url.ts";
import { aSite } from "../../helpers/thread.ts";
import { anEntry, openPublishWorld, type PublishWorld, pollEntries } from "./world.ts";

const hour = 3_600_000;

describe("take-feed", () => {
  let test: PublishWorld;

  beforeEach(async () => {
    test = await openPublishWorld();
  });
  afterEach(() => test.store.close());

  const poll = (...entries: FeedEntry[]) => pollEntries(test, ...entries);
  const fateOf = async (slug: string) => (await test.threadAt(`blog.example/${slug}`))?.announcement;

  it("takes the first feed as old altogether", async () => {
    await poll(anEntry("b"), anEntry("a"));
    expect([await fateOf("a"), await fateOf("b")]).to.deep.equal(["old", "old"]);
    expect(test.told).to.deep.equal([]);
    expect((await test.site()).polling.firstPolledAt).to.deep.equal(test.clock.now());
  });

  it("learns the blog's name from its feed, unless the owner gave it one", async () => {
    await test.store.repos.sites.set("site", { name: "blog.example" });
    const { epoch } = await test.site();
    test.feed.title = "Notes from the canal";
    await poll();
    expect(await test.site()).to.include({ name: "Notes from the canal", epoch: epoch + 1 });
    test.feed.title = "Another name";
    await poll();
    expect((await test.site()).name).to.equal("Notes from the canal");
  });

  it("learns the blog's language from its feed, and each change of it, but not that it is missing", async () => {
    const { epoch } = await test.site();
    for (const lang of ["de-AT", "de-AT", "fr"]) {
      test.feed.lang = lang;
      await poll();
    }
    delete test.feed.lang;
    await poll();
    expect(await test.site()).to.include({ lang: "fr", epoch: epoch + 2 });
  });

  it("takes a post at another address of the blog for the page at home", async () => {
    await test.store.repos.sites.set("site", { alsoAt: ["https://www.blog.example/"] });
    await poll({ ...anEntry("a"), url: "https://www.blog.example/a" });
    expect((await test.threadAt("blog.example/a"))?.page.url).to.equal("https://blog.example/a");
    await poll(anEntry("a"));
    expect(await test.threadAt("www.blog.example/a")).to.equal(null);
  });

  it("lets every new post wait where the owner wants to publish each", async () => {
    await test.store.repos.sites.set("site", { posting: "ask" });
    await poll(anEntry("a"));
    test.clock.advance(hour);
    await poll(anEntry("b"), anEntry("a"));
    expect([await fateOf("a"), await fateOf("b")]).to.deep.equal(["old", "waiting"]);
    expect(test.told).to.deep.equal([]);
  });

  it("announces what comes later, once", async () => {
    await poll(anEntry("a"));
    test.clock.advance(hour);
    await poll(anEntry("b"), anEntry("a"));
    await poll(anEntry("b"), anEntry("a"));
    const thread = await test.threadAt("blog.example/b");
    expect(thread).to.deep.include({ announcement: "announced", announcedAt: test.clock.now(), owed: [] });
    expect(test.told).to.deep.equal([`create ${thread?.noteId}`]);
    expect(thread?.page).to.deep.include({ title: "About b", fromFeed: true });
  });

  it("announces the three newest of many within an hour; the rest waits for the owner", async () => {
    await poll();
    test.clock.advance(hour);
    await poll(...["e", "d", "c", "b", "a"].map((slug) => anEntry(slug)));
    const fates = () => Promise.all(["e", "d", "c", "b", "a"].map(fateOf));
    expect(await fates()).to.deep.equal(["announced", "announced", "announced", "waiting", "waiting"]);
    expect(test.told).to.have.length(3);
    await poll(anEntry("f"), anEntry("e"));
    expect(await fateOf("f")).to.equal("waiting");
    test.clock.advance(hour + 1);
    await poll(anEntry("g"), anEntry("b"));
    expect([await fateOf("g"), await fateOf("b")]).to.deep.equal(["announced", "waiting"]);
  });

  it("never announces what is older than the installation", async () => {
    await poll();
    await poll(
      anEntry("past", { publishedAt: new Date("2026-09-30T00:00:00Z") }),
      anEntry("undated", { publishedAt: null }),
    );
    expect([await fateOf("past"), await fateOf("undated")]).to.deep.equal(["old", "announced"]);
  });

  it("takes the last change for the publication where a feed tells no other date, and keeps the first one seen", async () => {
    await poll();
    test.clock.advance(hour);
    const old = { publishedAt: null, updatedAt: new Date("2026-09-01T00:00:00Z") };
    const fresh = { publishedAt: null, updatedAt: new Date("2026-11-01T12:30:00Z") };
    await poll(anEntry("fresh", fresh), anEntry("old", old));
    expect([await fateOf("old"), await fateOf("fresh")]).to.deep.equal(["old", "announced"]);
    await poll(anEntry("fresh", { ...fresh, title: "Changed", updatedAt: new Date("2026-11-01T12:50:00Z") }));
    const page = (await test.threadAt("blog.example/fresh"))?.page;
    expect(page?.title).to.equal("Changed");
    expect(page?.publishedAt).to.deep.equal(fresh.updatedAt);
  });

  it("announces a new post that somebody viewed before the feed named it", async () => {
    await poll(anEntry("a"));
    test.clock.advance(hour);
    test.pages["https://blog.example/b"] = { title: "B – the blog" };
    const viewed = await createCheckPage(test.world)(await test.site(), "https://blog.example/b");
    await poll(anEntry("b"), anEntry("a"));
    const thread = await test.threadAt("blog.example/b");
    expect(thread).to.include({ _id: viewed._id, announcement: "announced" });
    expect(thread?.page.title).to.equal("About b");
    expect(test.told).to.deep.equal([`create ${viewed.noteId}`]);
  });

  it("announces a new post whose page told its id to somebody who viewed it before", async () => {
    await poll(anEntry("a"));
    test.clock.advance(hour);
    test.pages["https://blog.example/b"] = { title: "b", ids: ["id-b"] };
    await createCheckPage(test.world)(await test.site(), "https://blog.example/b");
    await poll(anEntry("b"), anEntry("a"));
    expect(await fateOf("b")).to.equal("announced");
  });

  it("announces nothing of the first feed when the ids change altogether", async () => {
    await poll(anEntry("b"), anEntry("a"));
    test.clock.advance(hour);
    await poll(anEntry("b", { id: "other-b" }), anEntry("a", { id: "other-a" }));
    expect([await fateOf("a"), await fateOf("b")]).to.deep.equal(["old", "old"]);
  });

  it("announces nothing of the first feed when the ids change, however long the first poll took", async () => {
    const feeds = test.world.feeds;
    test.world.feeds = {
      async poll(site, now) {
        test.clock.advance(3000);
        return feeds.poll(site, now);
      },
    };
    await poll(anEntry("a"));
    test.clock.advance(hour);
    await poll(anEntry("a", { id: "other-a" }));
    expect(await fateOf("a")).to.equal("old");
    expect(test.told).to.deep.equal([]);
  });

  it("tells of a change where it told of the post, and of none when nothing changed", async () => {
    await poll(anEntry("old"));
    test.clock.advance(hour);
    await poll(anEntry("new"), anEntry("old"));
    const { noteId, revision } = (await test.threadAt("blog.example/new")) ?? {};
    await poll(anEntry("new", { title: "Better" }), anEntry("old", { title: "Better too" }));
    await poll(anEntry("new", { title: "Better" }), anEntry("old", { title: "Better too" }));
    expect(test.told).to.deep.equal([`create ${noteId}`, `update ${noteId}`]);
    expect((await test.threadAt("blog.example/old"))?.page.title).to.equal("Better too");
    expect((await test.threadAt("blog.example/new"))?.revision).to.equal((revision ?? 0) + 1);
  });

  it("keeps what the feed said when the page says it otherwise", async () => {
    await poll();
    await poll(anEntry("a"));
    test.pages["https://blog.example/a?x=1"] = { url: "https://blog.example/a", title: "A – the blog" };
    await createCheckPage(test.world)(await test.site(), "https://blog.example/a?x=1");
    expect((await test.threadAt("blog.example/a?x=1"))?.page.title).to.equal("About a");
    expect(test.told).to.have.length(1);
  });

  it("keeps the thread when a post's address changes", async () => {
    await poll();
    await poll(anEntry("draft"));
    const before = await test.threadAt("blog.example/draft");
    await poll(anEntry("draft", { url: "https://blog.example/final" }));
    const after = await test.threadAt("blog.example/final");
    expect(after?._id).to.equal(before?._id);
    expect(after?.page.url).to.equal("https://blog.example/final");
    expect(test.told).to.deep.equal([`create ${before?.noteId}`, `update ${before?.noteId}`]);
  });

  it("keeps what leaves the feed, and leaves what was withdrawn alone", async () => {
    await poll();
    await poll(anEntry("a"));
    await createWithdrawUrl(test.world)("https://blog.example/a", commandLine);
    await poll(anEntry("a", { title: "Again" }));
    await poll();
    expect(await fateOf("a")).to.equal("withdrawn");
    expect(test.told.map((line) => line.split(" ")[0])).to.deep.equal(["create", "delete"]);
  });

  it("takes nothing from a poll that went wrong, and keeps its sentence", async () => {
    test.feed = { entries: null, fault: "The feed is empty." };
    await createTakeFeed(test.world)(await test.site());
    expect((await test.site()).polling).to.deep.include({ fault: "The feed is empty.", firstPolledAt: null });
    await poll(anEntry("a"));
    expect(await fateOf("a"), "still the first one").to.equal("old");
  });

  it("puts the next poll, and puts off one that comes too early", async () => {
    await poll();
    const site = await test.site();
    expect(await test.world.jobs.nextDue()).to.deep.equal(site.polling.nextPollAt);
    test.feed.entries = [anEntry("a")];
    const job = { _id: "poll:early", payload: { site: "site" }, attempts: 1 } as unknown as Job;
    expect(await createPublishJobs(test.world).poll(job)).to.deep.equal({ kind: "done" });
    expect(await fateOf("a")).to.equal(undefined);
    expect((await test.world.jobs.count()).waiting, "it is there already").to.equal(1);

    test.clock.advance(hour);
    await createPublishJobs(test.world).poll(job);
    expect(await fateOf("a")).to.equal("announced");
    expect(pollJob(await test.site())).to.deep.include({ kind: "poll", lane: "poll:site" });
    expect((await test.world.jobs.count()).waiting).to.equal(2);
  });

  it("leaves a post to the deeper site that it belongs to", async () => {
    await test.world.sites.add(aSite({ _id: "deep", home: "https://blog.example/deep/", handle: "deep" }));
    await poll(anEntry("deep/a"), anEntry("b"));
    expect([await fateOf("deep/a"), await fateOf("b")]).to.deep.equal([undefined, "old"]);
  });
});
