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
});
