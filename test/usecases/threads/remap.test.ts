import { expect } from "chai";
import { pageKey, siteOf } from "../../../src/domain/address.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { readAddressMap } from "../../../src/usecases/operate/address-map.ts";
import { createOpenThread } from "../../../src/usecases/publish/open-thread.ts";
import { createTakeFeed } from "../../../src/usecases/publish/take-feed.ts";
import { createPlanAlias, createPlanUnalias, createReadAliases } from "../../../src/usecases/threads/plan-aliases.ts";
import { createPlanRemap } from "../../../src/usecases/threads/plan-remap.ts";
import { createPlanRename } from "../../../src/usecases/threads/plan-rename.ts";
import { aThread } from "../../helpers/thread.ts";
import { anEntry } from "../publish/world.ts";
import { one, openTwoThreads, other, type TwoThreads } from "./two-threads.ts";

describe("other addresses for threads", () => {
  let test: TwoThreads;

  beforeEach(async () => {
    test = await openTwoThreads();
  });
  afterEach(() => test.store.close());

  const rename = (from: string, to: string, title = "") => createPlanRename(test.world)(from, to, title);
  const remap = async (lines: string, home = "") => createPlanRemap(test.world)(await test.site(), lines, home);
  const kindOf = (work: Promise<unknown>) =>
    work.then(
      () => "none",
      (error: unknown) => (isProblem(error) ? error.kind : error),
    );

  describe("by renaming", () => {
    const moved = "https://blog.example/2026/one";

    it("lets a thread lie elsewhere, the old address lead to it, and those who know the post hear of it", async () => {
      await test.take(rename(one, moved, "One, again"));
      expect((await test.thread("a")).page).to.include({ url: moved, title: "One, again" });
      expect((await test.threadAt("blog.example/2026/one"))?._id).to.equal("a");
      expect((await test.threadAt("blog.example/one"))?._id).to.equal("a");
      expect(test.told).to.deep.equal(["update note-a"]);
    });

    it("is taken back without a trace", async () => {
      const before = await test.snapshot();
      await test.undo(await test.take(rename(one, moved)));
      expect(await test.snapshot()).to.deep.equal(before);
    });

    it("is not taken back by a feed that still has the old address", async () => {
      await test.take(rename(one, moved));
      test.feed.entries = [anEntry("one", { id: "entry-a" })];
      await createTakeFeed(test.world)(await test.site());
      expect((await test.thread("a")).page.url).to.equal(moved);
    });

    it("refuses another thread's address, and what changes nothing", async () => {
      expect(await kindOf(rename(one, other))).to.equal("conflict");
      expect(await kindOf(rename(one, one))).to.equal("invalid");
      expect(await kindOf(rename(one, "https://elsewhere.example/"))).to.equal("forbidden");
    });
  });

  describe("by aliases", () => {
    const old = "https://blog.example/?p=12";

    it("adds one and removes one, and takes both back", async () => {
      const before = await test.snapshot();
      const added = await test.take(createPlanAlias(test.world)(one, old));
      const keys = (await createReadAliases(test.world)(one)).map(({ key }) => key);
      expect(keys).to.have.members(["blog.example/one", "blog.example/?p=12", "id:entry-a"]);
      const removed = await test.take(createPlanUnalias(test.world)(one, old));
      expect(await test.threadAt("blog.example/?p=12")).to.equal(null);
      await test.undo(removed);
      expect((await test.threadAt("blog.example/?p=12"))?._id).to.equal("a");
      await test.undo(added);
      expect(await test.snapshot()).to.deep.equal(before);
    });

    it("refuses another thread's, and its own", async () => {
      expect(await kindOf(createPlanAlias(test.world)(one, other))).to.equal("conflict");
      expect(await kindOf(createPlanUnalias(test.world)(one, one))).to.equal("invalid");
      expect(await kindOf(createPlanUnalias(test.world)(one, old))).to.equal("not-found");
    });

    it("gives an address that was taken away a thread of its own", async () => {
      test.pages["https://blog.example/own"] = { title: "Own" };
      test.pages["https://blog.example/later"] = { title: "Later" };
      const open = createOpenThread(test.world);
      const own = await open("https://blog.example/own", { wait: true });
      await test.take(rename("https://blog.example/own", "https://blog.example/later"));
      await test.take(createPlanUnalias(test.world)("https://blog.example/later", "https://blog.example/own"));
      const fresh = await open("https://blog.example/own", { wait: true });
      if (own.kind !== "thread" || fresh.kind !== "thread") throw new Error("There is a page at each address.");
      expect(fresh.thread._id).to.not.equal(own.thread._id);
      expect(fresh.thread.page.title).to.equal("Own");
    });
  });

  describe("many at once", () => {
    it("renames, merges where a thread is there, tells what does not match, and takes all of it back", async () => {
      for (const [n, slug] of ["blog/x", "blog/y", "posts/y", "about"].entries())
        await test.world.threads.add(aThread({ _id: `m${n}`, url: `https://blog.example/${slug}`, noteId: `m${n}` }));
      const before = await test.snapshot();
      const plan = await remap("https://blog.example/blog/* https://blog.example/posts/*");
      expect(plan).to.include({ renamed: 1, merged: 1, refused: 0, unmatched: 4 });
      const batch = await test.take(Promise.resolve(plan));
      expect((await test.threadAt("blog.example/posts/x"))?._id).to.equal("m0");
      expect((await test.threadAt("blog.example/blog/y"))?._id).to.equal("m2");
      await test.undo(batch);
      expect(await test.snapshot()).to.deep.equal(before);
    });

    it("leads where an import with the same lines leads", async () => {
      const lines = "/one /2020/one\n/oth* /2021/oth*";
      const map = readAddressMap(lines, "https://blog.example/");
      await test.take(remap(lines));
      for (const [url, id] of [
        [one, "a"],
        [other, "b"],
      ] as const) {
        expect((await test.thread(id)).page.url).to.equal(map(new URL(url))?.href);
      }
    });

    it("merges two that would lie at one address, and refuses a place that is to move itself", async () => {
      const plan = await remap("/one /same\n/other /same");
      expect(plan).to.include({ renamed: 1, merged: 1 });
      expect(await remap("/one /other\n/other /third")).to.include({ refused: 1, renamed: 1 });
    });

    it("refuses lines that change nothing, or cannot be read, and leaves the blog's outside alone", async () => {
      expect(await kindOf(remap("/none* /new*"))).to.equal("invalid");
      expect(await kindOf(remap("/one"))).to.equal("invalid");
      expect(await remap("/* https://elsewhere.example/*")).to.include({ refused: 2, renamed: 0 });
    });
  });

  describe("a blog that moves", () => {
    it("takes its threads along; both homes lead to them, and all of it is taken back", async () => {
      const before = await test.snapshot();
      const batch = await test.take(remap("", "https://new.example/blog"));
      expect((await test.thread("a")).page.url).to.equal("https://new.example/blog/one");
      const [site] = await test.world.sites.all();
      expect(site?.home).to.equal("https://new.example/blog/");
      for (const url of [one, "https://new.example/blog/one"]) {
        expect(siteOf([site as never], url), url).to.equal(site);
        expect((await test.world.threads.byKey("site", pageKey(url)))?._id, url).to.equal("a");
      }
      await test.undo(batch);
      expect(await test.snapshot()).to.deep.equal(before);
      expect(await test.site()).to.deep.include({ home: "https://blog.example/", formerHomes: [] });
    });
  });
});
