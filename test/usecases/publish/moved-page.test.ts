import { expect } from "chai";
import { Problem } from "../../../src/domain/problem.ts";
import { createCheckPage } from "../../../src/usecases/publish/check-page.ts";
import { createTakeFeed } from "../../../src/usecases/publish/take-feed.ts";
import { anEntry, openPublishWorld, type PublishWorld } from "./world.ts";

const before = "https://blog.example/2026/lanterns/";
const after = "https://blog.example/lanterns/";
const ids = ["src/content/blog/lanterns.md"];

describe("a post that moved", () => {
  let test: PublishWorld;
  beforeEach(async () => {
    test = await openPublishWorld();
    test.pages[before] = { title: "Lanterns", ids };
  });
  afterEach(() => test.store.close());

  const check = async (url: string) => createCheckPage(test.world)(await test.site(), url);
  const gone = new Problem("not-found", "Gone.");

  it("keeps its thread by the id that its page says, where the old address is gone", async () => {
    const thread = await check(before);
    test.pages[before] = gone;
    test.pages[after] = { title: "Lanterns", ids };
    const moved = await check(after);
    expect(moved._id).to.equal(thread._id);
    expect(moved.page.url).to.equal(after);
    expect(moved.owed).to.include("thread");
    expect((await test.threadAt("blog.example/2026/lanterns"))?._id).to.equal(thread._id);
    expect((await test.threadAt("blog.example/lanterns"))?._id).to.equal(thread._id);
  });

  it("keeps it where the old page leads to the new one, by a redirect or a canonical link", async () => {
    const thread = await check(before);
    test.pages[before] = { url: after };
    test.pages[after] = { ids };
    expect((await check(after))._id).to.equal(thread._id);
  });

  it("keeps it once more when it moves again", async () => {
    const thread = await check(before);
    test.pages[before] = gone;
    test.pages[after] = { ids };
    await check(after);
    test.pages[after] = gone;
    test.pages["https://blog.example/third/"] = { ids };
    expect((await check("https://blog.example/third/"))._id).to.equal(thread._id);
  });

  it("names its new address also where its words came from the feed", async () => {
    test.feed = { entries: [anEntry("2026/lanterns/")], fault: null };
    await createTakeFeed(test.world)(await test.site());
    const thread = await check(before);
    test.pages[before] = gone;
    test.pages[after] = { title: "Of the page", ids };
    const moved = await check(after);
    expect(moved._id).to.equal(thread._id);
    expect(moved.page).to.include({ url: after, title: "About 2026/lanterns/" });
  });

  it("is none while both pages are there: a theme may call all of them the same", async () => {
    const thread = await check(before);
    test.pages[after] = { title: "Another", ids };
    const other = await check(after);
    expect(other._id).to.not.equal(thread._id);
    expect((await test.threadAt("blog.example/2026/lanterns"))?._id).to.equal(thread._id);
    expect((await check(after))._id, "and stays so").to.equal(other._id);
  });

  it("waits where it cannot be told whether the old page is there", async () => {
    await check(before);
    test.pages[before] = new Problem("upstream", "The blog answered 503.");
    test.pages[after] = { ids };
    expect(await check(after).catch((error: Problem) => error.kind)).to.equal("upstream");
    expect(await test.threadAt("blog.example/lanterns")).to.equal(null);
  });

  it("does not wait for a host that the blog has left", async () => {
    const thread = await check(before);
    const site = { ...(await test.site()), home: "https://new.example/", formerHomes: ["https://blog.example/"] };
    await test.world.sites.set(site._id, { home: site.home, formerHomes: site.formerHomes });
    test.pages[before] = new Problem("upstream", "The blog does not answer.");
    test.pages["https://new.example/lanterns/"] = { ids };
    expect((await createCheckPage(test.world)(site, "https://new.example/lanterns/"))._id).to.equal(thread._id);
  });

  it("tells followers of the new address, where they were told of the post", async () => {
    const thread = await check(before);
    await test.world.threads.change(thread, { announcement: "announced", owed: [], owedSince: null });
    test.pages[before] = gone;
    test.pages[after] = { title: "Lanterns", ids };
    expect((await check(after)).owed).to.include.members(["thread", "fediverse"]);
  });

  it("is another blog's where another blog of the node calls a page so", async () => {
    const thread = await check(before);
    test.pages[before] = gone;
    const site = { ...(await test.site()), _id: "other", home: "https://other.example/" };
    await test.world.sites.add(site);
    test.pages["https://other.example/lanterns/"] = { ids };
    const other = await createCheckPage(test.world)(site, "https://other.example/lanterns/");
    expect(other._id).to.not.equal(thread._id);
  });
});
