import { expect } from "chai";
import { federationDue, maxDepth, mayMove, pathBelow } from "../../src/domain/comment.ts";
import { owing, telling, toldBy } from "../../src/domain/debt.ts";
import { aComment } from "../helpers/comment.ts";

describe("comment", () => {
  describe("what the fediverse must be told", () => {
    const base = { _id: "a", federate: true };
    it("creates what is published and was agreed to", () => {
      expect(federationDue(aComment(base))).to.equal("create");
    });
    it("says nothing of a held comment", () => {
      expect(federationDue(aComment({ ...base, state: "held" }))).to.equal(null);
    });
    it("says nothing without the visitor's consent", () => {
      expect(federationDue(aComment({ ...base, federate: false }))).to.equal(null);
    });
    it("never sends back what came from the fediverse", () => {
      expect(federationDue(aComment({ ...base, origin: "fediverse" }))).to.equal(null);
    });
    it("updates what was created at an earlier version", () => {
      expect(federationDue(aComment({ ...base, version: 3, told: { first: 1, last: 1 } }))).to.equal("update");
    });
    it("makes up for a create that was never queued, at whatever version", () => {
      const told = { first: 1, last: 1, pending: true } as const;
      expect(federationDue(aComment({ ...base, version: 3, told }))).to.equal("create");
    });
    for (const gone of [{ state: "removed" }, { state: "held" }, { hiddenBy: "host:bad.example" }] as const) {
      it(`deletes what was told and is now ${JSON.stringify(gone)}, whatever else was owed`, () => {
        expect(federationDue(aComment({ ...base, ...gone, told: { first: 1, last: 2 } }))).to.equal("delete");
      });
    }
  });

  const now = new Date("2026-03-01T12:00:00Z");

  it("remembers the first telling and forgets after a delete", () => {
    const created = toldBy("create", null, 2, now);
    expect(created).to.deep.equal({ first: 2, last: 2, pending: true });
    expect(toldBy("update", created, 5, now)).to.deep.equal({ first: 2, last: 5, pending: true, updatedAt: now });
    expect(toldBy("delete", created, 6, now)).to.equal(null);
    expect(telling(null, 9)).to.equal("create");
    expect(telling({ first: 2, last: 5, pending: true }, 5)).to.equal("update");
    expect(telling({ first: 2, last: 5 }, 5)).to.equal(null);
  });

  it("adds debts without moving the time since when it owes", () => {
    const since = new Date(1);
    const now = new Date(2);
    expect(owing({ owed: [], owedSince: null }, ["thread"], now)).to.deep.equal({ owed: ["thread"], owedSince: now });
    expect(owing({ owed: ["thread"], owedSince: since }, ["thread", "mail"], now)).to.deep.equal({
      owed: ["thread", "mail"],
      owedSince: since,
    });
  });

  it("never lets a removed comment come back", () => {
    expect(mayMove("removed", "published")).to.equal(false);
    expect(mayMove("held", "published")).to.equal(true);
    expect(mayMove("spam", "published")).to.equal(true);
  });

  it("ends a path at the greatest depth", () => {
    let parent = aComment({ _id: "c0" });
    for (let i = 1; i < 50; i++) parent = aComment({ _id: `c${i}`, parent: parent._id, path: pathBelow(parent) });
    expect(parent.path).to.have.length(maxDepth);
    expect(parent.path[0]).to.equal("c0");
  });
});
