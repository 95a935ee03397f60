import { expect } from "chai";
import type { NewJob } from "../../../../src/domain/job.ts";
import type { Jobs } from "../../../../src/domain/repos.ts";
import type { Store } from "../../../../src/store/open.ts";
import { at, type Backend } from "../backend.ts";

const now = at("12:00:00");
const later = at("12:05:00");

export function jobsContract(backend: Backend): void {
  describe("jobs", () => {
    let store: Store;
    let jobs: Jobs;
    const job = (id: string, lane = id, given: Partial<NewJob> = {}): NewJob => ({
      id,
      kind: "deliver",
      lane,
      payload: { id },
      ...given,
    });
    const claim = (given: Partial<Parameters<Jobs["claim"]>[0]> = {}) =>
      jobs.claim({ by: "w1", now, until: later, limit: 10, exceptLanes: [], ...given });
    const ids = (found: { _id: string }[]) => found.map((one) => one._id);

    afterEach(() => backend.release());
    beforeEach(async () => {
      store = await backend.store();
      jobs = store.repos.jobs;
    });

    it("counts what waits and what was given up, by kind", async () => {
      await jobs.put([job("a"), job("b"), job("c", "c", { kind: "poll" })], now);
      await claim({ limit: 1 });
      await jobs.fail("a", "w1", "No.");
      const { waiting, failed } = await jobs.countKinds();
      expect([...waiting].sort()).to.deep.equal([
        ["deliver", 1],
        ["poll", 1],
      ]);
      expect([...failed]).to.deep.equal([["deliver", 1]]);
    });

    it("leases due jobs, earliest first, and gives them back whole", async () => {
      await jobs.put(
        [
          job("b", "b", { dueAt: at("11:30:00") }),
          job("a", "a", { dueAt: at("11:00:00") }),
          job("c", "c", { dueAt: at("12:00:01") }),
        ],
        now,
      );
      const claimed = await claim();
      expect(ids(claimed)).to.deep.equal(["a", "b"]);
      expect(claimed[0]).to.deep.equal({
        _id: "a",
        kind: "deliver",
        lane: "a",
        payload: { id: "a" },
        dueAt: later,
        attempts: 1,
        leaseBy: "w1",
        failed: null,
        createdAt: now,
      });
      expect(await claim({ by: "w2" })).to.deep.equal([]);
    });

    it("shows what was given up in a lane, the latest first, and makes it due again, as tried before", async () => {
      await jobs.put([job("a", "mail"), job("b", "other"), job("c", "mail", { dueAt: at("12:01:00") })], now);
      await claim({ exceptLanes: ["other"] });
      await jobs.fail("a", "w1", "refused");
      await claim({ now: at("12:01:00"), until: at("12:06:00"), exceptLanes: ["other"] });
      await jobs.fail("c", "w1", "refused as well");
      expect(ids(await jobs.givenUp("mail", 5))).to.deep.equal(["c", "a"]);
      expect((await jobs.givenUp("mail", 1))[0]).to.include({ failed: "refused as well" });
      expect(await jobs.again(["a", "b", "gone"], later)).to.equal(1);
      expect(ids(await jobs.givenUp("mail", 5))).to.deep.equal(["c"]);
      const [taken] = await claim({ now: later, until: at("12:10:00"), exceptLanes: ["other"] });
      expect(taken).to.include({ _id: "a", attempts: 2, failed: null });
    });

    it("names the job that was given up last", async () => {
      expect(await jobs.newestFailed()).to.equal(null);
      await jobs.put([job("b"), job("a"), job("c")], now);
      await claim({ exceptLanes: ["a", "c"] });
      await jobs.fail("b", "w1", "gone");
      await claim({ now: later, until: at("12:10:00"), exceptLanes: ["c"] });
      await jobs.fail("a", "w1", "refused");
      expect(await jobs.newestFailed()).to.include({ _id: "a", lane: "a", failed: "refused" });
      expect(await jobs.count()).to.deep.equal({ waiting: 1, failed: 2 });
    });

    it("leaves a job that is there already as it is", async () => {
      await jobs.put([job("a")], now);
      await jobs.put([job("a", "other"), job("b")], later);
      expect((await claim({ now: later })).map((one) => one.lane)).to.deep.equal(["a", "b"]);
      await jobs.put([], now);
    });

    it("takes one job a lane and none of the lanes named", async () => {
      await jobs.put([job("a1", "a", { dueAt: at("11:00:00") }), job("a2", "a"), job("b1", "b"), job("c1", "c")], now);
      expect(ids(await claim({ exceptLanes: ["c"] })).sort()).to.deep.equal(["a1", "b1"]);
    });

    it("keeps off a lane that another worker holds, until its job is done", async () => {
      await jobs.put([job("a1", "a", { dueAt: at("11:00:00") }), job("a2", "a")], now);
      expect(ids(await claim())).to.deep.equal(["a1"]);
      expect(await claim({ by: "w2" })).to.deep.equal([]);
      await jobs.done(["a1"], "w1");
      expect(ids(await claim({ by: "w2" }))).to.deep.equal(["a2"]);
    });

    it("lets a lease run out, so that a crash costs time and never the job", async () => {
      await jobs.put([job("a")], now);
      await claim();
      const again = await claim({ by: "w2", now: later, until: at("12:10:00") });
      expect(again.map((one) => [one._id, one.attempts, one.leaseBy])).to.deep.equal([["a", 2, "w2"]]);
      await jobs.done(["a"], "w1");
      expect(await jobs.count()).to.deep.equal({ waiting: 1, failed: 0 });
      await jobs.done(["a"], "w2");
      expect(await jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    });

    it("frees a job to be tried again, and gives one up", async () => {
      await jobs.put([job("a"), job("b")], now);
      await claim();
      await jobs.retry("a", "w1", at("12:02:00"), "far.example did not answer.");
      await jobs.fail("b", "w1", "far.example answered 400.");
      expect(await claim({ by: "w2" })).to.deep.equal([]);
      expect(await jobs.nextDue()).to.deep.equal(at("12:02:00"));
      expect(ids(await claim({ by: "w2", now: at("12:03:00") }))).to.deep.equal(["a"]);
      expect(await jobs.count()).to.deep.equal({ waiting: 1, failed: 1 });
      expect((await store.docs.jobs.findOne({ _id: "b" }))?.failed).to.equal("far.example answered 400.");
    });

    it("sweeps what was given up a month ago, and never what waits", async () => {
      await jobs.put([job("a"), job("b")], now);
      await claim({ limit: 1 });
      await jobs.fail("a", "w1", "Nobody there.");
      const days = (count: number) => new Date(later.getTime() + count * 86_400_000);
      await store.sweep(days(29));
      expect(await jobs.count()).to.deep.equal({ waiting: 1, failed: 1 });
      await store.sweep(days(30));
      expect(await jobs.count()).to.deep.equal({ waiting: 1, failed: 0 });
    });

    it("listens to the worker that holds the lease alone", async () => {
      await jobs.put([job("a")], now);
      await claim();
      await jobs.retry("a", "w2", now, "no");
      await jobs.fail("a", "w2", "no");
      await jobs.done(["a"], "w2");
      expect(await store.docs.jobs.findOne({ _id: "a" })).to.include({ leaseBy: "w1", failed: null });
    });

    it("drops a lane with what was given up there, and nothing else", async () => {
      await jobs.put([job("a1", "a"), job("a2", "a"), job("b1", "b"), job("x", "a", { kind: "mail" })], now);
      await claim({ limit: 1 });
      await jobs.fail("a1", "w1", "no");
      expect(await jobs.dropLane("deliver", "a")).to.equal(2);
      expect(await jobs.count()).to.deep.equal({ waiting: 2, failed: 0 });
    });

    it("makes a lane due at once, what was given up included, but for what somebody holds", async () => {
      const dueAt = at("13:00:00");
      await jobs.put([job("a1", "a"), job("a2", "a", { dueAt }), job("b1", "b", { dueAt })], now);
      await claim();
      await jobs.fail("a1", "w1", "no");
      expect(await jobs.retryLane("deliver", "a", now)).to.equal(2);
      expect((await claim()).map(({ _id, attempts }) => [_id, attempts])).to.deep.equal([["a1", 1]]);
      expect(await jobs.retryLane("deliver", "a", now), "a1 is held").to.equal(1);
      expect(await jobs.nextDue(["a"])).to.deep.equal(dueAt);
    });

    it("sums up the lanes of a kind by name, page by page", async () => {
      const dueAt = at("13:00:00");
      await jobs.put([job("c1", "c"), job("b1", "b"), job("b2", "b", { dueAt }), job("a1", "a", { dueAt })], now);
      await jobs.put([job("x", "aa", { kind: "mail" })], now);
      await claim();
      await jobs.fail("c1", "w1", "c.example answered 400.");
      await jobs.retry("b1", "w1", at("12:30:00"), "b.example did not answer.");
      const a = { lane: "a", waiting: 1, failed: 0, nextDue: dueAt, reason: null };
      const b = { lane: "b", waiting: 2, failed: 0, nextDue: at("12:30:00"), reason: "b.example did not answer." };
      const c = { lane: "c", waiting: 0, failed: 1, nextDue: null, reason: "c.example answered 400." };
      expect(await jobs.lanes("deliver", { after: null, limit: 2 })).to.deep.equal([a, b]);
      expect(await jobs.lanes("deliver", { after: "b", limit: 2 })).to.deep.equal([c]);
    });

    it("shows what waits in a lane, and removes jobs by name", async () => {
      await jobs.put([job("a1", "a"), job("a2", "a"), job("b1", "b")], now);
      const pages: string[][] = [];
      for await (const page of jobs.inLane("deliver", "a")) pages.push(ids(page));
      expect(pages).to.deep.equal([["a1", "a2"]]);
      await jobs.remove(["a2", "b1"]);
      await jobs.remove([]);
      expect(ids(await claim())).to.deep.equal(["a1"]);
    });

    describe("in turn", () => {
      const inTurn = (id: string, place: number, given: Partial<NewJob> = {}) =>
        job(id, "a", { turn: { of: "a note", place }, ...given });

      it("run by their place, even when a later one is due earlier", async () => {
        await jobs.put([inTurn("third", 3, { dueAt: at("11:00:00") }), inTurn("first", 1), inTurn("second", 2)], now);
        for (const expected of ["first", "second", "third"]) {
          expect(ids(await claim())).to.deep.equal([expected]);
          await jobs.done([expected], "w1");
        }
      });

      it("wait for an earlier one that is to be tried again, and hold up nothing else of the lane", async () => {
        await jobs.put([inTurn("create", 1), inTurn("update", 2), job("other", "a", { dueAt: at("12:00:00") })], now);
        await claim();
        await jobs.retry("create", "w1", at("12:30:00"), "not now");
        expect(ids(await claim())).to.deep.equal(["other"]);
        await jobs.done(["other"], "w1");
        expect(await claim()).to.deep.equal([]);
        expect(await jobs.nextDue(), "and are not looked at in vain").to.deep.equal(at("12:30:00"));
        expect(ids(await claim({ now: at("12:31:00"), until: at("12:33:00") }))).to.deep.equal(["create"]);
      });

      it("go on when an earlier one was given up", async () => {
        await jobs.put([inTurn("create", 1), inTurn("update", 2)], now);
        await claim();
        await jobs.fail("create", "w1", "no");
        expect(ids(await claim())).to.deep.equal(["update"]);
      });
    });

    it("says when the next one is due, and null when none waits", async () => {
      expect(await jobs.nextDue()).to.equal(null);
      await jobs.put([job("a", "a", { dueAt: at("13:00:00") }), job("b", "b", { dueAt: at("12:30:00") })], now);
      expect(await jobs.nextDue()).to.deep.equal(at("12:30:00"));
    });

    it("hands fifty jobs to fifty claims at once, each once", async () => {
      await jobs.put(
        Array.from({ length: 50 }, (_, i) => job(`j${i}`)),
        now,
      );
      const claims = await Promise.all(
        Array.from({ length: 50 }, (_, i) => claim({ by: i % 2 ? "same" : `w${i}`, limit: 1 })),
      );
      expect(claims.map((one) => one.length)).to.deep.equal(Array(50).fill(1));
      expect(new Set(ids(claims.flat())).size).to.equal(50);
    });

    const onRealServer = backend.standIn ? it.skip : it;
    onRealServer("hands each job to one node when two claim at once", async () => {
      await jobs.put(
        Array.from({ length: 20 }, (_, i) => job(`j${i}`)),
        now,
      );
      const other = await backend.second();
      const claims = await Promise.all(
        [jobs, other.repos.jobs].flatMap((node, i) =>
          [1, 2, 3].map(() => node.claim({ by: `n${i}`, now, until: later, limit: 5, exceptLanes: [] })),
        ),
      );
      const seen = ids(claims.flat());
      expect(new Set(seen).size).to.equal(seen.length);
      expect(seen.length).to.be.greaterThan(10);
    });

    it("finds other lanes behind a lane that fills the front of the queue", async () => {
      const flood = Array.from({ length: 300 }, (_, i) => job(`f${i}`, "flood", { dueAt: at("10:00:00") }));
      await jobs.put([...flood, job("a"), job("b")], now);
      expect(ids(await claim())).to.have.members(["a", "b", expectedFirst(flood)]);
    });
  });
}

/** Jobs due at the same moment go by their id. */
function expectedFirst(jobs: NewJob[]): string {
  return jobs.map((job) => job.id).sort()[0] as string;
}
