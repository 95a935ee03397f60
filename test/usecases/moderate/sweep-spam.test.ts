import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { createSweepSpam } from "../../../src/usecases/moderate/sweep-spam.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { withWorld } from "../../helpers/with-world.ts";

const day = 24 * 3_600_000;

describe("sweep-spam", () => {
  let world: World;
  let clock: TestClock;
  withWorld((made, itsClock) => {
    world = made;
    clock = itsClock;
  });
  beforeEach(async () => {
    await world.comments.add(aComment({ _id: "a", number: 1, source: { text: "Buy this", type: "text/markdown" } }));
    await world.comments.add(aComment({ _id: "b", number: 2 }));
    await createDecide(world)("a", "spam", owner);
  });

  it("deletes what has been spam for its days, with words and person, and nothing else", async () => {
    const sweep = createSweepSpam(world, 30);
    clock.advance(29 * day);
    expect(await sweep()).to.equal(0);
    clock.advance(2 * day);
    expect(await sweep()).to.equal(1);
    const swept = await world.comments.get("a");
    expect(swept).to.deep.include({ state: "removed", html: "", spamSince: null });
    expect(swept?.author).to.deep.include({ name: "", hash: "" });
    expect((await world.comments.get("b"))?.state).to.equal("published");
    expect(await sweep()).to.equal(0);
  });

  it("counts from when it was sorted out, and spares what was let through after all", async () => {
    clock.advance(20 * day);
    await createDecide(world)("a", "approve", owner);
    await createDecide(world)("a", "spam", owner);
    clock.advance(20 * day);
    expect(await createSweepSpam(world, 30)()).to.equal(0);
    await createDecide(world)("a", "approve", owner);
    clock.advance(60 * day);
    expect(await createSweepSpam(world, 30)()).to.equal(0);
    expect((await world.comments.get("a"))?.source.text).to.equal("Buy this");
  });

  it("deletes nothing where the owner keeps it", async () => {
    clock.advance(900 * day);
    expect(await createSweepSpam(world, 0)()).to.equal(0);
  });
});
