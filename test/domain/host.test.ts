import { expect } from "chai";
import {
  afterAnswer,
  afterDelivery,
  afterFailure,
  afterRefusal,
  afterSignOfLife,
  type HostChanges,
  type RemoteHost,
  unknownHost,
} from "../../src/domain/host.ts";

const start = new Date("2026-11-01T12:00:00Z");
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
const id = "a.example";
const host = (given: HostChanges = {}): RemoteHost => ({ ...unknownHost, _id: id, expiresAt: start, ...given });

describe("what is known of a host", () => {
  /** The host after failures at these hours. */
  function failing(at: number[]): RemoteHost {
    return at.reduce((known, hour) => ({ ...known, ...afterFailure(id, known, "No.", hours(hour)) }), host());
  }

  const restOf = (known: RemoteHost, hour: number) =>
    known.restsUntil ? (known.restsUntil.getTime() - hours(hour).getTime()) / 60_000 : null;

  it("counts failures in a row, and since when", () => {
    expect(failing([0, 1, 2])).to.deep.include({ failures: 3, failingSince: start, fault: "No.", restsUntil: null });
  });

  it("rests from the fifth on, twice as long each time, six hours at most", () => {
    const rests = [5, 6, 7, 12, 40].map((count) => restOf(failing(Array(count).fill(0)), 0) ?? 0);
    for (const [i, minutes] of [10, 20, 40, 360, 360].entries()) {
      expect((rests[i] as number) / minutes).to.be.within(0.8, 1.2);
    }
  });

  it("is unavailable after failures on seven distinct days, not after seven failures", () => {
    expect(failing([0, 1, 2, 3, 4, 5, 6]).unavailableSince).to.equal(null);
    expect(failing([0, 24, 48, 72, 96, 120]).unavailableSince).to.equal(null);
    const gone = failing([0, 24, 48, 72, 96, 120, 144]);
    expect(gone).to.deep.include({ failedDays: 7, unavailableSince: hours(144) });
    expect((restOf(gone, 144) ?? 0) / (5 * 24 * 60)).to.be.within(0.8, 1.2);
  });

  it("is in good health again after a delivery, and nothing is written where it was", () => {
    expect(afterDelivery(null, start)).to.equal(null);
    expect(afterDelivery(host({ dialect: "other" }), start)).to.equal(null);
    const known = { ...failing([0, 24, 48]), refusals: 1, refusedSince: start };
    expect({ ...known, ...afterDelivery(known, hours(50)) }).to.deep.equal(host({ answeredAt: hours(50) }));
  });

  it("is at work when it answers at all, though it may go on refusing", () => {
    expect(afterAnswer(host())).to.equal(null);
    const known = { ...failing([0]), refusals: 1, refusedSince: start };
    expect({ ...known, ...afterAnswer(known) }).to.deep.include({ failures: 0, failingSince: null, refusals: 1 });
    const refused = { ...known, ...afterRefusal(known, "Refused.", hours(2)) };
    expect(refused).to.deep.include({ failures: 0, refusals: 2, refusedSince: start, fault: "Refused." });
  });

  it("is tried again after a sign of life, and rests again at the next failure", () => {
    expect(afterSignOfLife(null, start)).to.equal(null);
    expect(afterSignOfLife(failing([0, 1]), hours(2)), "it does not rest").to.equal(null);
    const gone = failing([0, 24, 48, 72, 96, 120, 144]);
    const revived = { ...gone, ...afterSignOfLife(gone, hours(150)) };
    expect(revived).to.deep.include({ unavailableSince: null, restsUntil: null, failedDays: 0, failures: 7 });
    const again = { ...revived, ...afterFailure(id, revived, "No.", hours(150)) };
    expect(again).to.deep.include({ unavailableSince: null, failedDays: 1 });
    expect(restOf(again, 150)).to.be.above(60);
  });
});
