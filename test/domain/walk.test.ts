import { expect } from "chai";
import { isRecent, nextWalk } from "../../src/domain/walk.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = new Date("2026-11-01T12:00:00Z");
const later = (ms: number) => new Date(start.getTime() + ms);

describe("the plan of walks", () => {
  it("asks after 15 minutes, an hour, six hours, a day, a week, then weekly, and stops within 30 days", () => {
    const walks: number[] = [];
    for (let next = nextWalk(start, start); next; next = nextWalk(start, next))
      walks.push(next.getTime() - start.getTime());
    expect(walks).to.deep.equal([15 * minute, hour, 6 * hour, day, 7 * day, 14 * day, 21 * day, 28 * day]);
  });

  it("keeps walks fifteen minutes apart", () => {
    expect(nextWalk(start, later(50 * minute))).to.deep.equal(later(65 * minute));
    expect(nextWalk(start, later(30 * day))).to.equal(null);
  });

  it("calls a thread recent for 30 days", () => {
    expect([isRecent(start, later(30 * day - 1)), isRecent(start, later(30 * day))]).to.deep.equal([true, false]);
  });
});
