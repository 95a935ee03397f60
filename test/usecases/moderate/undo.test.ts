import { expect } from "chai";
import type { Comment } from "../../../src/domain/comment.ts";
import { commandLine, owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { createBlock } from "../../../src/usecases/moderate/block.ts";
import { createDecideMany, type Decided } from "../../../src/usecases/moderate/decide.ts";
import type { Decision } from "../../../src/usecases/moderate/outcome.ts";
import { createUndo } from "../../../src/usecases/moderate/undo.ts";
import { createReportComment } from "../../../src/usecases/visit/report-comment.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment, mira } from "../../helpers/comment.ts";
import { withWorld } from "../../helpers/with-world.ts";

describe("deciding of many, and taking it back", () => {
  let world: World;
  let clock: TestClock;
  let undo: ReturnType<typeof createUndo>;
  withWorld((made, time) => {
    world = made;
    clock = time;
    undo = createUndo(world);
  });

  const put = (...given: (Partial<Comment> & { _id: string })[]) =>
    Promise.all(given.map((one) => world.comments.add(aComment(one))));
  const decide = (decision: Decision, ...ids: string[]): Promise<Decided> =>
    createDecideMany(world)(ids, decision, owner);
  const placeOf = async (id: string) => {
    const comment = await world.comments.get(id);
    return [comment?.state, comment?.hiddenBy, comment?.spamSince ?? null];
  };
  const refusal = (work: Promise<unknown>) => work.catch((error: unknown) => isProblem(error, "gone"));

  it("brings every comment back to where it was, and the page with them", async () => {
    const since = new Date("2026-11-20T00:00:00Z");
    await put(
      { _id: "held", state: "held" },
      { _id: "junk", state: "spam", spamSince: since },
      { _id: "twin", hiddenBy: "twin:x" },
    );
    const decided = await decide("approve", "held", "junk", "twin");
    expect(decided).to.include({ done: 3, stillHidden: 0 });
    expect((await world.threads.get("thread"))?.counts.published).to.equal(3);
    expect(await undo(decided.undo ?? "", owner)).to.deep.equal({ done: 3, left: 0 });
    expect(await placeOf("held")).to.deep.equal(["held", null, null]);
    expect(await placeOf("junk")).to.deep.equal(["spam", null, since]);
    expect(await placeOf("twin")).to.deep.equal(["published", "twin:x", null]);
    expect((await world.threads.get("thread"))?.counts.published).to.equal(0);
  });

  it("lets the checks know again what they knew before", async () => {
    await put({ _id: "a", state: "held" }, { _id: "b" });
    await decide("approve", "a");
    const before = await world.lessons.model("site");
    const decided = await decide("spam", "a", "b");
    expect(await world.lessons.model("site")).to.include({ spam: 2, ham: 0 });
    await undo(decided.undo ?? "", owner);
    expect(await world.lessons.model("site")).to.deep.equal(before);
  });

  it("leaves alone what was changed since, and says how many that are", async () => {
    await put({ _id: "a", state: "held" }, { _id: "b", state: "held" });
    const decided = await decide("approve", "a", "b");
    await decide("hide", "b");
    expect(await undo(decided.undo ?? "", owner)).to.deep.equal({ done: 1, left: 1 });
    expect(await placeOf("a")).to.deep.equal(["held", null, null]);
    expect(await placeOf("b")).to.deep.equal(["published", "owner", null]);
  });

  it("keeps hidden what somebody was blocked for meanwhile", async () => {
    await put({ _id: "a", author: mira, origin: "fediverse" });
    const decided = await decide("hide", "a");
    await createBlock(world)({ kind: "actor", value: mira.id }, owner);
    await undo(decided.undo ?? "", owner);
    expect((await placeOf("a"))[1]).to.match(/^actor:/);
  });

  it("is for who decided alone, once, for ten minutes, and never for what was deleted", async () => {
    await put({ _id: "a", state: "held" }, { _id: "b", state: "held" });
    expect((await decide("delete", "b")).undo).to.equal(null);
    const first = await decide("approve", "a");
    expect(await refusal(undo(first.undo ?? "", commandLine))).to.equal(true);
    await undo(first.undo ?? "", owner);
    expect(await refusal(undo(first.undo ?? "", owner))).to.equal(true);
    const second = await decide("approve", "a");
    clock.advance(10 * 60_000);
    expect(await refusal(undo(second.undo ?? "", owner))).to.equal(true);
    expect((await placeOf("a"))[0]).to.equal("published");
  });

  it("lets wait again what was reported of it, with what was reported since", async () => {
    const report = (address: string, words: string) =>
      createReportComment(world)({ number: 7, reason: "abuse", words, address });
    await put({ _id: "a", number: 7 });
    await report("192.0.2.1", "First.");
    const left = await decide("approve", "a");
    expect(await world.cases.get("a")).to.deep.include({ open: false, reports: [] });
    await report("198.51.100.1", "Second.");
    expect(await undo(left.undo ?? "", owner)).to.deep.equal({ done: 1, left: 0 });
    const found = await world.cases.get("a");
    expect(found).to.deep.include({ open: true, count: 2, until: null });
    expect(found?.reports.map(({ words }) => words)).to.deep.equal(["Second.", "First."]);
    const hidden = await decide("hide", "a");
    await undo(hidden.undo ?? "", owner);
    expect([(await world.cases.get("a"))?.count, ...(await placeOf("a"))]).to.deep.equal([2, "published", null, null]);
  });

  it("refuses one by one, and writes down what was done and what was taken back", async () => {
    await put({ _id: "a", state: "held" }, { _id: "gone", state: "removed" }, { _id: "b" });
    const decided = await decide("approve", "a", "gone", "nothing", "b");
    expect(decided.refused.map(({ kind }) => kind)).to.deep.equal(["conflict", "not-found"]);
    expect(decided.done).to.equal(2);
    clock.advance(1_000);
    await undo(decided.undo ?? "", owner);
    const { items } = await world.audit.list({}, { limit: 9 });
    expect(items.map(({ act, subject }) => `${act} ${subject}`)).to.deep.equal(["comment.undo a", "comment.approve a"]);
  });
});
