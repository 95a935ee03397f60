import { expect } from "chai";
import { maxAttempts, retryAt } from "../../src/domain/backoff.ts";

const now = new Date("2026-11-01T12:00:00Z");
const minutes = (attempts: number, key = "key") =>
  ((retryAt(attempts, key, now)?.getTime() ?? 0) - now.getTime()) / 60_000;

describe("waiting between tries", () => {
  it("waits longer each time, and gives up after eleven tries", () => {
    expect(minutes(1)).to.be.within(0.8, 1.2);
    expect(minutes(2)).to.be.within(4, 6);
    expect(minutes(4)).to.be.within(96, 144);
    expect(minutes(10)).to.be.within(0.8 * 1440, 1.2 * 1440);
    expect(maxAttempts).to.equal(11);
    expect(retryAt(maxAttempts, "key", now)).to.equal(null);
  });

  it("spreads what failed together, always in the same way", () => {
    const waits = Array.from({ length: 100 }, (_, i) => minutes(1, `key ${i}`));
    expect(new Set(waits.map((wait) => wait.toFixed(2))).size).to.be.above(25);
    expect(Math.min(...waits)).to.be.below(0.85);
    expect(Math.max(...waits)).to.be.above(1.15);
    expect(minutes(3, "one")).to.equal(minutes(3, "one"));
    expect(minutes(3, "one")).not.to.equal(minutes(3, "other"));
  });
});
