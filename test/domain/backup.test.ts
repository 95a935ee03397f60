import { expect } from "chai";
import { type BackupKeep, nextBackup, outdated } from "../../src/domain/backup.ts";

const none: BackupKeep = { h: 0, d: 0, w: 0, m: 0, y: 0 };
const day = 86_400_000;

/** Backups each day at three in the morning, the last one on 26 November 2026, a Thursday. */
const daily = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ at: new Date(Date.parse("2026-11-26T03:00:00Z") - i * day) }));

const days = (backups: readonly { at: Date }[]) => backups.map(({ at }) => at.toISOString().slice(0, 10));

function keptOf(backups: readonly { at: Date }[], keep: Partial<BackupKeep>): string[] {
  const gone = new Set(outdated(backups, { ...none, ...keep }));
  return days(backups.filter((backup) => !gone.has(backup)));
}

describe("which backups are kept", () => {
  it("are the last of so many days, of weeks from Monday on, and of months", () => {
    expect(keptOf(daily(400), { d: 3, w: 3, m: 3 })).to.deep.equal([
      "2026-11-26",
      "2026-11-25",
      "2026-11-24",
      "2026-11-22",
      "2026-11-15",
      "2026-10-31",
      "2026-09-30",
    ]);
  });

  it("are the newest of each stretch, by UTC", () => {
    const two = [{ at: new Date("2026-11-26T23:59:59Z") }, { at: new Date("2026-11-27T00:00:01Z") }];
    expect(keptOf(two, { d: 2 })).to.have.length(2);
    const same = [{ at: new Date("2026-11-26T00:00:01Z") }, { at: new Date("2026-11-26T23:59:59Z") }];
    expect(outdated(same, { ...none, d: 2 })).to.deep.equal([same[0]]);
  });

  it("count stretches that have a backup, so that a node that was off for a year loses none of the old ones", () => {
    const gap = [{ at: new Date("2026-11-26T03:00:00Z") }, { at: new Date("2025-02-01T03:00:00Z") }];
    expect(outdated(gap, { ...none, d: 7 })).to.deep.equal([]);
  });

  it("are the newest at least", () => {
    expect(keptOf(daily(5), {})).to.deep.equal(["2026-11-26"]);
    expect(outdated([], { ...none, d: 7 })).to.deep.equal([]);
  });

  it("take away nothing twice: what is left stays", () => {
    const keep = { ...none, d: 7, w: 4, m: 6, y: 2 };
    const all = daily(900);
    const gone = new Set(outdated(all, keep));
    const left = all.filter((backup) => !gone.has(backup));
    expect(outdated(left, keep)).to.deep.equal([]);
    expect(left.length).to.be.within(15, 19);
  });
});

describe("when the next backup comes", () => {
  const plan = { everyMs: day, keep: none };
  const now = new Date("2026-11-26T12:00:00Z");
  const last = { name: "x", at: "2026-11-26T03:00:00.000Z", bytes: 1, documents: 1 };
  const fault = { at: "2026-11-26T11:30:00.000Z", since: "2026-11-25T11:30:00.000Z", reason: "" };

  it("is at once where there was none, after a day else, and within the hour of one that failed", () => {
    expect(nextBackup({ last: null, fault: null }, plan, now)).to.deep.equal(now);
    expect(nextBackup({ last, fault: null }, plan, now)).to.deep.equal(new Date("2026-11-27T03:00:00Z"));
    expect(nextBackup({ last, fault }, plan, now)).to.deep.equal(new Date("2026-11-26T12:30:00Z"));
  });
});
