import { expect } from "chai";
import { createPools } from "../../src/jobs/pools.ts";
import { createTestTimers } from "./timers.ts";

describe("the pools of a worker", () => {
  function aPair() {
    const timers = createTestTimers();
    return {
      timers,
      pools: createPools({ fast: 2, slow: 1, slowAfterMs: 3000, crowdedAfterMs: 250, batch: 1 }, timers),
    };
  }

  it("has no room while all places are taken, and closes the lanes under way", () => {
    const { pools } = aPair();
    const leave = pools.enter("a");
    pools.enter("b");
    expect(pools.room()).to.equal(0);
    expect(pools.closedLanes().sort()).to.deep.equal(["a", "b"]);
    leave();
    expect(pools.room()).to.equal(1);
    expect(pools.closedLanes()).to.deep.equal(["b"]);
  });

  it("moves who is silent for three seconds to the slow pool, as far as there are places", () => {
    const { pools, timers } = aPair();
    const leave = pools.enter("a");
    pools.enter("b");
    timers.pass(3000);
    expect(pools.room()).to.equal(1);
    leave();
    // The place that came free goes to the other silent one.
    expect(pools.room()).to.equal(2);
  });

  it("takes nothing from slow lanes while the slow pool is full", () => {
    const { pools, timers } = aPair();
    pools.enter("a");
    const leaveB = pools.enter("b");
    timers.pass(3000);
    leaveB();
    expect(pools.closedLanes().sort()).to.deep.equal(["a", "b"]);
  });

  it("starts a lane in the slow pool until it answers in time again", () => {
    const { pools, timers } = aPair();
    const first = pools.enter("a");
    timers.pass(3000);
    first();
    const second = pools.enter("a");
    expect(pools.room()).to.equal(2);
    second();
    pools.enter("a");
    expect(pools.room()).to.equal(1);
  });

  it("moves who is silent for a moment when others would have to wait, and says that there is room", () => {
    const timers = createTestTimers();
    let told = 0;
    const limits = { fast: 4, slow: 8, slowAfterMs: 3000, crowdedAfterMs: 250, batch: 2 };
    const pools = createPools(limits, timers, () => {
      told += 1;
    });
    pools.enter("a");
    pools.enter("b");
    timers.pass(250);
    expect([pools.room(), told], "half of the places are free").to.deep.equal([2, 0]);
    pools.enter("c");
    expect([pools.room(), told]).to.deep.equal([3, 2]);
    expect(pools.busy()).to.equal(true);
    timers.pass(250);
    expect(pools.busy(), "all are silent").to.equal(false);
    timers.pass(3000);
    expect([pools.room(), told]).to.deep.equal([4, 3]);
  });

  it("frees a place once, however often it is left", () => {
    const { pools } = aPair();
    const leave = pools.enter("a");
    leave();
    leave();
    expect(pools.room()).to.equal(2);
  });
});
