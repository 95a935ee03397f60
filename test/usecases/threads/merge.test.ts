import { expect } from "chai";
import { commandLine } from "../../../src/domain/moderator.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import type { ThreadWork } from "../../../src/domain/thread-act.ts";
import { createTakeFeed } from "../../../src/usecases/publish/take-feed.ts";
import { createWithdrawUrl } from "../../../src/usecases/publish/withdraw-url.ts";
import { perform, revert } from "../../../src/usecases/threads/perform.ts";
import { createPlanMerge } from "../../../src/usecases/threads/plan-merge.ts";
import { createSweepActs } from "../../../src/usecases/threads/sweep-acts.ts";
import { aComment } from "../../helpers/comment.ts";
import { anEntry } from "../publish/world.ts";
import { by, one, openTwoThreads, other, type TwoThreads } from "./two-threads.ts";

describe("merging threads", () => {
  let test: TwoThreads;

  beforeEach(async () => {
    test = await openTwoThreads();
  });
  afterEach(() => test.store.close());

  const plan = (from = one, into = other) => createPlanMerge(test.world)(from, into);
  const kindOf = (work: Promise<unknown>) =>
    work.then(
      () => "none",
      (error: unknown) => (isProblem(error) ? error.kind : error),
    );

  it("gives comments in every state, likes, keys and the journal to the other thread, numbers and branches as they were", async () => {
    await test.take(plan());
    expect(await test.on("a")).to.deep.equal([]);
    expect(await test.on("b")).to.deep.equal(["a1", "a2", "a3", "a4", "b1", "b2"]);
    expect(await test.world.comments.get("a2")).to.deep.include({ number: 2, parent: "a1", path: ["a1"] });
    expect(await test.thread("b")).to.deep.include({
      counts: { published: 4, held: 1 },
      // Ben, who liked both, counts once.
      reactions: { likes: 2, boosts: 0 },
    });
    expect((await test.threadAt("blog.example/one"))?._id).to.equal("b");
    expect((await test.threadAt("id:entry-a"))?._id).to.equal("b");
    expect((await test.world.journal.of("b", { limit: 5 })).items).to.have.lengthOf(1);
    expect(await test.thread("a")).to.deep.include({ mergedInto: "b", announcement: "merged" });
    expect(test.told).to.deep.equal([]);
  });

  it("raises both revisions, so that open pages follow", async () => {
    const before = [await test.thread("a"), await test.thread("b")];
    await test.take(plan());
    const after = [await test.thread("a"), await test.thread("b")];
    for (const i of [0, 1]) expect(after[i]?.revision).to.be.greaterThan(before[i]?.revision ?? 0);
  });

  it("is taken back without a trace", async () => {
    const before = await test.snapshot();
    const batch = await test.take(plan());
    await test.undo(batch);
    expect(await test.snapshot()).to.deep.equal(before);
    expect(await kindOf(test.undo(batch))).to.equal("gone");
  });

  it("takes back what was answered since with what it answers, and leaves the rest", async () => {
    const batch = await test.take(plan());
    const put = (_id: string, number: number, path: string[]) =>
      test.world.comments.add(aComment({ _id, thread: "b", number, path, parent: path.at(-1) ?? null }));
    await put("new1", 10, ["a1", "a2"]);
    await put("new2", 11, ["a1", "a2", "new1"]);
    await put("new3", 12, ["b1"]);
    await test.undo(batch);
    expect(await test.on("a")).to.deep.equal(["a1", "a2", "a3", "a4", "new1", "new2"]);
    expect(await test.on("b")).to.deep.equal(["b1", "b2", "new3"]);
  });

  it("comes to the same end wherever it is cut short, forth and back", async () => {
    const begin = await test.snapshot();
    const [planned] = (await plan()).planned;
    const work = planned?.work as ThreadWork;
    const names = ["keys", "comments", "reactions", "journal"] as const;
    for (const [round, name] of names.entries()) {
      const act = {
        _id: `act${round}`,
        by,
        batch: `batch${round}`,
        order: 0,
        site: "site",
        threads: ["a", "b"],
        label: "",
        work,
        state: "begun" as const,
        createdAt: test.clock.now(),
        until: new Date(test.clock.now().getTime() + 1e9),
      };
      await test.world.threadActs.add(act);
      const cut = (part: string) => ({
        ...test.world,
        moving: { ...test.world.moving, [part]: () => Promise.reject(new Error("cut short")) },
      });
      expect(await kindOf(perform(cut(name), act))).to.be.instanceOf(Error);
      test.clock.advance(10 * 60_000);
      await createSweepActs(test.world)();
      expect(await test.on("b")).to.have.lengthOf(6);
      expect((await test.world.threadActs.ofBatch(act.batch))[0]?.state).to.equal("done");
      await test.world.threadActs.turn(act._id, ["done"], "undoing");
      expect(await kindOf(revert(cut(`${name}Back`), act))).to.be.instanceOf(Error);
      await createSweepActs(test.world)();
      expect((await test.world.threadActs.ofBatch(act.batch))[0]?.state).to.equal("undone");
      expect(await test.snapshot()).to.deep.equal(begin);
    }
  });

  it("moves what was on its way to the old thread", async () => {
    await test.take(plan());
    await test.world.comments.add(aComment({ _id: "late", thread: "a", number: 20 }));
    await createSweepActs(test.world)();
    expect(await test.on("a")).to.deep.equal([]);
    expect((await test.thread("b")).counts.published).to.equal(5);
  });

  it("takes back the last act first", async () => {
    const first = await test.take(plan());
    await test.world.threads.alias("site", "blog.example/third" as never, "c");
    const { _id: _, ...thread } = await test.thread("b");
    const third = "https://blog.example/third";
    await test.world.threads.add({
      ...thread,
      _id: "c",
      noteId: "note-c",
      key: "blog.example/third" as never,
      page: { ...thread.page, url: third },
    });
    const second = await test.take(plan(other, third));
    expect(await test.on("c")).to.have.lengthOf(6);
    expect(await kindOf(test.undo(first))).to.equal("conflict");
    await test.undo(second);
    await test.undo(first);
    expect(await test.on("a")).to.deep.equal(["a1", "a2", "a3", "a4"]);
    expect(await test.on("c")).to.deep.equal([]);
  });

  it("can be taken back for 30 days", async () => {
    const batch = await test.take(plan());
    test.clock.advance(31 * 86_400_000);
    expect(await kindOf(test.undo(batch))).to.equal("gone");
    expect(await test.on("a")).to.deep.equal([]);
  });

  it("lets the feed say nothing of the other post by the merged one", async () => {
    await test.take(plan());
    test.feed.entries = [anEntry("one", { id: "entry-a" })];
    await createTakeFeed(test.world)(await test.site());
    expect((await test.thread("b")).page).to.include({ url: other, title: "A post" });
  });

  it("takes both posts back from the fediverse when the thread is withdrawn, and then refuses to undo", async () => {
    const batch = await test.take(plan());
    await createWithdrawUrl(test.world)(other, commandLine);
    expect(test.told.sort()).to.deep.equal(["delete note-a", "delete note-b"]);
    expect(await kindOf(test.undo(batch))).to.equal("conflict");
  });

  it("refuses what cannot be merged, with a sentence", async () => {
    expect(await kindOf(plan(one, one))).to.equal("invalid");
    expect(await kindOf(plan("https://blog.example/none"))).to.equal("not-found");
    expect(await kindOf(plan("https://elsewhere.example/"))).to.equal("forbidden");
    await createWithdrawUrl(test.world)(one, commandLine);
    expect(await kindOf(plan())).to.equal("conflict");
  });
});
