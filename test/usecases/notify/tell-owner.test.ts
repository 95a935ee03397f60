import { expect } from "chai";
import type { Comment } from "../../../src/domain/comment.ts";
import type { NewJob } from "../../../src/domain/job.ts";
import type { OwnerLetters } from "../../../src/domain/owner-letters.ts";
import type { World } from "../../../src/domain/ports.ts";
import { createPlanLetters, type LetterPayload } from "../../../src/usecases/notify/plan-letters.ts";
import { createHeralds, type Herald, type Turn } from "../../../src/usecases/notify/tell-owner.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { withWorld } from "../../helpers/with-world.ts";

const minute = 60_000;

describe("telling the owner", () => {
  let world: World;
  let clock: TestClock;
  let queued: NewJob[];
  withWorld((made, itsClock) => {
    queued = [];
    const put = async (jobs: readonly NewJob[]) => void queued.push(...jobs);
    world = { ...made, jobs: { ...made.jobs, put } };
    clock = itsClock;
  });

  const letters: OwnerLetters = { to: ["me@mail.example"], about: "held", pace: "at-once" };
  const payloads = () => queued.map(({ payload }) => payload as LetterPayload);
  const held = (given: Partial<Comment> & { _id: string }) => aComment({ state: "held", ...given });

  /** A herald that writes down what it is told. */
  function herald(kinds: readonly string[]): Herald & { told: string[] } {
    const told: string[] = [];
    const tell = async (turns: readonly Turn[]) =>
      void told.push(...turns.map(({ kind, comment }) => `${comment._id} ${kind}`));
    return { told, wants: ({ kind }) => kinds.includes(kind), tell };
  }

  it("writes a handful of letters in a flood, and tells of each comment once", async function () {
    this.timeout(60_000);
    await world.sites.set("site", { letters });
    const planning = createPlanLetters(world);
    const heralds = createHeralds(world, { letters: planning, heralds: async () => [] });
    for (let round = 0; round < 20; round++) {
      await heralds.tellOf(Array.from({ length: 500 }, (_, i) => held({ _id: `c${round * 500 + i}` })));
      clock.advance(minute / 2);
    }
    clock.advance(5 * minute);
    await planning.plan();
    expect(queued.length).to.be.within(2, 4);
    const counted = payloads().reduce((sum, { comments, more }) => sum + comments.length + more, 0);
    expect(counted).to.equal(10_000);
    for (const { comments } of payloads()) expect(comments.length).to.be.at.most(20);
    clock.advance(60 * minute);
    await planning.plan();
    expect(queued.length).to.be.within(2, 4);
  });

  it("writes one letter where two nodes plan at once", async () => {
    await world.sites.set("site", { letters: { ...letters, pace: "hourly" } });
    const planning = createPlanLetters(world);
    await createHeralds(world, { letters: planning, heralds: async () => [] }).tellOf([held({ _id: "a" })]);
    clock.advance(60 * minute);
    await Promise.all([createPlanLetters(world).plan(), createPlanLetters(world).plan()]);
    expect(queued).to.have.lengthOf(1);
  });

  it("tells each turn once, however often it is asked, and again where a comment turns back", async () => {
    const listener = herald(["comment.held", "comment.deleted"]);
    const heralds = createHeralds(world, { letters: null, heralds: async () => [listener] });
    await heralds.tellOf([held({ _id: "a" })]);
    await heralds.tellOf([held({ _id: "a" }), held({ _id: "a", version: 2 })]);
    expect(listener.told).to.deep.equal(["a comment.held"]);
    await heralds.tellOf([aComment({ _id: "a", version: 3 })]);
    await heralds.tellOf([held({ _id: "a", version: 4 })]);
    await heralds.tellOf([aComment({ _id: "a", version: 5, state: "removed" })]);
    expect(listener.told).to.deep.equal(["a comment.held", "a comment.held", "a comment.deleted"]);
  });

  it("says nothing of imports, of what is hidden, nor of what readers saw before anybody listened", async () => {
    const listener = herald(["comment.held", "comment.published"]);
    const heralds = createHeralds(world, { letters: null, heralds: async () => [listener] });
    await heralds.tellOf([
      held({ _id: "imported", origin: "import" }),
      held({ _id: "hidden", hiddenBy: "owner" }),
      aComment({ _id: "edited", version: 2, editedAt: clock.now() }),
      aComment({ _id: "new" }),
      aComment({ _id: "approved", version: 2, heldFor: ["It has a link."] }),
    ]);
    expect(listener.told).to.deep.equal(["new comment.published", "approved comment.published"]);
  });
});
