import { expect } from "chai";
import { Problem } from "../../../src/domain/problem.ts";
import type { Thread } from "../../../src/domain/thread.ts";
import { createCheckPage } from "../../../src/usecases/publish/check-page.ts";
import { openPublishWorld, type PublishWorld } from "./world.ts";

const post = "https://blog.example/post";

describe("check-page", () => {
  let test: PublishWorld;

  beforeEach(async () => {
    test = await openPublishWorld();
    test.pages[post] = { title: "A post" };
  });
  afterEach(() => test.store.close());

  const check = async (url = post) => createCheckPage(test.world)(await test.site(), url);

  it("finishes what a crash left between the key of a thread and the thread itself", async () => {
    const { threads } = test.world;
    let interrupted: Thread | null = null;
    test.world.threads = {
      ...threads,
      async add(thread) {
        interrupted = thread;
        await test.store.docs.aliases.insertOne({ _id: `site ${thread.key}`, thread: thread._id });
        throw new Problem("busy", "The power went.");
      },
    };
    expect(await check().catch((error: Problem) => error.kind)).to.equal("busy");
    test.world.threads = threads;
    const thread = await check();
    expect(thread._id).to.equal((interrupted as Thread | null)?._id);
    expect((await test.threadAt("blog.example/post"))?.page.title).to.equal("A post");
  });

  it("makes one thread of a page however many ask at once", async () => {
    const ids = new Set((await Promise.all([check(), check(), check()])).map((thread) => thread._id));
    expect(ids.size).to.equal(1);
  });

  it("gives the same page of two blogs a thread each", async () => {
    const [site] = await test.world.sites.all();
    const mine = await check();
    await test.world.sites.add({
      ...(site as NonNullable<typeof site>),
      _id: "deeper",
      home: "https://blog.example/sub/",
    });
    test.pages["https://blog.example/sub/post"] = { title: "Another" };
    const deeper = (await test.world.sites.get("deeper")) as NonNullable<typeof site>;
    const other = await createCheckPage(test.world)(deeper, "https://blog.example/sub/post");
    expect(other).to.include({ site: "deeper" });
    expect(other._id).not.to.equal(mine._id);
  });

  it("takes over a new title without telling anybody of a post that was never announced", async () => {
    const before = await check();
    test.pages[post] = { title: "A better title" };
    const after = await check();
    await test.world.debts.settled();
    expect(after.page.title).to.equal("A better title");
    expect((await test.world.threads.get(before._id))?.revision).to.equal(before.revision + 1);
    expect(test.told).to.deep.equal([]);
  });

  describe("a page that gives itself an id", () => {
    const renamed = "https://blog.example/renamed";
    const ids = ["ghost-6721", "6721"];
    const keyed = async (key: string) => (await test.threadAt(key))?._id;

    beforeEach(() => {
      test.pages[post] = { title: "A post", ids };
    });

    it("is found again by it where it moved, and is told of there", async () => {
      const { _id } = await check();
      delete test.pages[post];
      test.pages[renamed] = { title: "A post", ids };
      const moved = await check(renamed);
      expect(moved).to.include({ _id });
      expect(moved.page).to.include({ url: renamed });
      expect(await keyed("blog.example/renamed")).to.equal(_id);
      expect(await keyed("blog.example/post"), "the old address still leads there").to.equal(_id);
    });

    it("is found by another of its ids, as a feed or an import has it", async () => {
      const { _id } = await check();
      delete test.pages[post];
      test.pages[renamed] = { ids: ["6721"] };
      expect(await check(renamed)).to.include({ _id });
      test.pages["https://blog.example/other"] = { ids: ["6722"] };
      expect((await check("https://blog.example/other"))._id).not.to.equal(_id);
    });

    it("moves where its old address sends on to the new one", async () => {
      await check();
      test.pages[renamed] = { ids };
      test.pages[post] = { url: renamed, finalUrl: renamed, ids };
      expect((await check(renamed)).page.url).to.equal(renamed);
    });

    it("keeps what the feed said of it, and tells its followers of the new address", async () => {
      const thread = await check();
      const { _id, version, page } = thread;
      await test.world.threads.change(
        { _id, version },
        { page: { ...page, title: "As the feed has it", fromFeed: true }, announcement: "announced" },
      );
      delete test.pages[post];
      test.pages[renamed] = { title: "As search engines have it", ids };
      const moved = await check(renamed);
      await test.world.debts.settled();
      expect(moved.page).to.include({ url: renamed, title: "As the feed has it", fromFeed: true });
      expect(test.told).to.deep.equal([`create ${thread.noteId}`]);
    });

    it("takes no thread that its address leads to from anybody", async () => {
      test.pages[renamed] = { title: "Another" };
      const other = await check(renamed);
      const { _id } = await check();
      test.pages[renamed] = { title: "Another", ids };
      expect((await check(renamed))._id).to.equal(other._id);
      expect(await keyed("id:ghost-6721"), "whoever had it first keeps it").to.equal(_id);
    });
  });

  it("remembers the blog's own post on the fediverse where that lies on the blog, and never as a page", async () => {
    test.pages[post] = { onFediverse: "https://blog.example/?p=7" };
    const { _id } = await check();
    expect((await test.threadAt("fediverse:blog.example/?p=7"))?._id).to.equal(_id);
    expect(await test.threadAt("blog.example/?p=7")).to.equal(null);
    test.pages["https://blog.example/b"] = { onFediverse: "https://rich.example/notes/1" };
    await check("https://blog.example/b");
    expect(await test.threadAt("fediverse:rich.example/notes/1")).to.equal(null);
  });
});
