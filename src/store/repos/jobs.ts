import type { LaneSummary } from "../../domain/job.ts";
import type { Jobs } from "../../domain/repos.ts";
import type { StoredJob } from "../documents.ts";
import type { Docs, Filter } from "../port.ts";
import { createClaim, toJob } from "./claims.ts";
import { pageSize } from "./paging.ts";

/**
 * Jobs on the document port. `claimToken` makes a new text at each call. Putting one is durable; what becomes of it is
 * not worth waiting for the disk, as a job whose end is lost with the machine runs once more.
 */
export function createJobs(docs: Docs<StoredJob>, claimToken: () => string): Jobs {
  const first = async (filter: Filter<StoredJob>, direction: 1 | -1) =>
    (await docs.find(filter).sort({ dueAt: direction }).limit(1).toArray())[0] ?? null;

  async function summaryOf(kind: string, lane: string): Promise<LaneSummary> {
    const waiting = { kind, lane, failed: null };
    const failed = { kind, lane, failed: { $ne: null } };
    const [next, last] = await Promise.all([first(waiting, 1), first(failed, -1)]);
    return {
      lane,
      waiting: await docs.countDocuments(waiting),
      failed: await docs.countDocuments(failed),
      nextDue: next?.dueAt ?? null,
      reason: next?.reason ?? last?.failed ?? null,
    };
  }

  return {
    async put(jobs, now) {
      const stored = jobs.map(({ id, kind, lane, payload, dueAt, turn }): StoredJob => {
        const state = { attempts: 0, leaseBy: null, claim: null, failed: null, reason: null };
        const queued = turn ? { turn: turn.of, place: turn.place } : {};
        return { _id: id, kind, lane, payload, dueAt: dueAt ?? now, ...state, createdAt: now, ...queued };
      });
      if (stored.length > 0) await docs.insertMany(stored);
    },
    claim: createClaim(docs, claimToken),
    async done(ids, by) {
      if (ids.length > 0) await docs.relaxed.deleteMany({ _id: { $in: ids }, leaseBy: by });
    },
    async retry(id, by, dueAt, reason) {
      await docs.relaxed.updateOne({ _id: id, leaseBy: by }, { $set: { leaseBy: null, claim: null, dueAt, reason } });
    },
    async fail(id, by, reason) {
      await docs.updateOne({ _id: id, leaseBy: by }, { $set: { leaseBy: null, claim: null, failed: reason } });
    },
    async lanes(kind, { after, limit }) {
      const found: LaneSummary[] = [];
      for (let last = after ?? ""; found.length < limit; ) {
        const [next] = await docs
          .find({ kind, lane: { $gt: last } })
          .sort({ lane: 1 })
          .limit(1)
          .toArray();
        if (!next) break;
        last = next.lane;
        found.push(await summaryOf(kind, last));
      }
      return found;
    },
    lane: summaryOf,
    async *inLane(kind, lane) {
      for (let after = ""; ; ) {
        const page = await docs
          .find({ kind, lane, failed: null, _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(pageSize)
          .toArray();
        if (page.length > 0) yield page.map(toJob);
        if (page.length < pageSize) return;
        after = page.at(-1)?._id ?? after;
      }
    },
    async remove(ids) {
      if (ids.length > 0) await docs.deleteMany({ _id: { $in: ids } });
    },
    retryLane: (kind, lane, now) =>
      docs.updateMany({ kind, lane, leaseBy: null }, { $set: { failed: null, attempts: 0, dueAt: now } }),
    async givenUp(lane, limit) {
      const found = await docs
        .find({ lane, failed: { $ne: null } })
        .sort({ dueAt: -1 })
        .limit(limit)
        .toArray();
      return found.map(toJob);
    },
    again: (ids, now) =>
      docs.updateMany(
        { _id: { $in: ids }, failed: { $ne: null } },
        { $set: { failed: null, attempts: 1, dueAt: now } },
      ),
    dropLane: (kind, lane) => docs.deleteMany({ kind, lane }),
    async count() {
      const [all, waiting] = await Promise.all([docs.countDocuments({}), docs.countDocuments({ failed: null })]);
      return { waiting, failed: all - waiting };
    },
    async countKinds() {
      const [waiting, failed] = await Promise.all([
        docs.countBy("kind", { failed: null }),
        docs.countBy("kind", { failed: { $ne: null } }),
      ]);
      return { waiting, failed };
    },
    async newestFailed() {
      // A job that is given up keeps the time until which it was leased for its last try.
      const newest = await first({ failed: { $ne: null } }, -1);
      return newest && toJob(newest);
    },
    async nextDue(exceptLanes = []) {
      const [next] = await docs
        .find({ failed: null, lane: { $nin: exceptLanes } })
        .sort({ dueAt: 1, lane: 1 })
        .limit(1)
        .toArray();
      return next?.dueAt ?? null;
    },
  };
}
