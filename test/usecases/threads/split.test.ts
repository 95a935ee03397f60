import { expect } from "chai";
import { isProblem } from "../../../src/domain/problem.ts";
import { createPlanSplit } from "../../../src/usecases/threads/plan-split.ts";
import { aComment } from "../../helpers/comment.ts";
import { one, openTwoThreads, other, type TwoThreads } from "./two-threads.ts";

describe("splitting threads", () => {
  let test: TwoThreads;

  beforeEach(async () => {
    test = await openTwoThreads();
  });
  afterEach(() => test.store.close());

  const plan = (number: number, url: string, makes = true) =>
    createPlanSplit(test.world)(number, url, "A new page", makes);
  const kindOf = (work: Promise<unknown>) =>
    work.then(
      () => "none",
      (error: unknown) => (isProblem(error) ? error.kind : error),
    );

  it("gives a comment with all below it to another thread, where it stands for itself", async () => {
    await test.take(plan(2, other));
    expect(await test.on("a")).to.deep.equal(["a1", "a4"]);
    expect(await test.world.comments.get("a2")).to.deep.include({ thread: "b", parent: null, path: [], number: 2 });
    expect(await test.world.comments.get("a3")).to.deep.include({ thread: "b", parent: "a2", path: ["a2"] });
    expect((await test.thread("a")).counts).to.deep.equal({ published: 1, held: 0 });
    expect((await test.thread("b")).counts).to.deep.equal({ published: 3, held: 1 });
  });

  it("is taken back without a trace, and what was answered since goes along", async () => {
    const before = await test.snapshot();
    const batch = await test.take(plan(2, other));
    await test.undo(batch);
    expect(await test.snapshot()).to.deep.equal(before);
    const again = await test.take(plan(2, other));
    const answer = { thread: "b", number: 30, path: ["a2"], parent: "a2" };
    await test.world.comments.add(aComment({ _id: "new", ...answer }));
    await test.undo(again);
    expect(await test.world.comments.get("new")).to.deep.include({ thread: "a", path: ["a1", "a2"] });
  });

  it("makes a thread for a page that has none, and only when it is taken", async () => {
    const url = "https://blog.example/new";
    expect((await plan(2, url, false)).planned).to.deep.equal([]);
    expect(await test.threadAt("blog.example/new")).to.equal(null);
    await test.take(plan(2, url));
    const made = await test.threadAt("blog.example/new");
    expect(made).to.deep.include({ counts: { published: 1, held: 1 } });
    expect(made?.page).to.include({ url, title: "A new page" });
  });

  it("keeps branches deeper than paths are long", async () => {
    let above = { _id: "b2", path: ["b1"] };
    for (let n = 0; n < 40; n++) {
      const path = [...above.path, above._id].slice(0, 32);
      const comment = aComment({ _id: `d${n}`, thread: "b", number: 100 + n, parent: above._id, path });
      await test.world.comments.add(comment);
      above = comment;
    }
    await test.world.threads.raise("b", await test.world.comments.counts("b"));
    const before = await test.snapshot();
    const batch = await test.take(plan(135, one));
    expect(await test.on("a")).to.include.members(["d35", "d36", "d39"]);
    expect((await test.world.comments.get("d39"))?.path).to.deep.equal(["d35", "d36", "d37", "d38"]);
    await test.undo(batch);
    expect(await test.snapshot()).to.deep.equal(before);
  });

  it("refuses what cannot be, with a sentence", async () => {
    expect(await kindOf(plan(99, other))).to.equal("not-found");
    expect(await kindOf(plan(2, one))).to.equal("invalid");
    expect(await kindOf(plan(2, "https://elsewhere.example/"))).to.equal("forbidden");
    expect(await kindOf(plan(2, "no address"))).to.equal("invalid");
  });
});
