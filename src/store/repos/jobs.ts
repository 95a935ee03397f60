import type { Job } from "../../domain/job.ts";
import type { Jobs } from "../../domain/repos.ts";
import type { StoredJob } from "../collections.ts";
import type { Docs, Filter } from "../port.ts";

type Lease = Parameters<Jobs["claim"]>[0];

/** How often a claim looks past lanes that fill the front of the queue before it is content with what it has. */
const maxRounds = 8;
/** How often a claim that other nodes were quicker than looks again. */
const maxLooks = 3;

/** Jobs on the document port. `claimToken` makes a new text at each call; it tells claims of all nodes apart. */
export function createJobs(docs: Docs<StoredJob>, claimToken: () => string): Jobs {
  let claiming: Promise<unknown> = Promise.resolve();

  /** The first due job of each free lane, the longest due first. */
  async function choose(lease: Lease): Promise<StoredJob[]> {
    const leased = await docs.find({ leaseBy: { $ne: null }, dueAt: { $gt: lease.now } }).toArray();
    const lanes = new Set([...lease.exceptLanes, ...leased.map((job) => job.lane)]);
    const chosen: StoredJob[] = [];
    const batch = lease.limit * 2;
    for (let round = 0; round < maxRounds && chosen.length < lease.limit; round++) {
      const free: Filter<StoredJob> = { failed: null, dueAt: { $lte: lease.now }, lane: { $nin: [...lanes] } };
      const due = await docs.find(free).sort({ dueAt: 1, lane: 1 }).limit(batch).toArray();
      for (const job of due) {
        if (chosen.length === lease.limit || lanes.has(job.lane)) continue;
        lanes.add(job.lane);
        chosen.push(job);
      }
      if (due.length < batch) break;
    }
    return chosen;
  }

  /** Marks what was chosen; another node may have been quicker with some or all of it, and then there is another look. */
  async function claimInTurn(lease: Lease): Promise<Job[]> {
    if (lease.limit < 1) return [];
    for (let look = 0; look < maxLooks; look++) {
      const ids = (await choose(lease)).map((job) => job._id);
      if (ids.length === 0) return [];
      const claim = claimToken();
      const still: Filter<StoredJob> = { _id: { $in: ids }, failed: null, dueAt: { $lte: lease.now } };
      const mark = { $set: { leaseBy: lease.by, claim, dueAt: lease.until }, $inc: { attempts: 1 } };
      if ((await docs.updateMany(still, mark)) === 0) continue;
      const won = new Map((await docs.find({ _id: { $in: ids }, claim }).toArray()).map((job) => [job._id, job]));
      return ids.flatMap((id) => won.get(id) ?? []).map(toJob);
    }
    return [];
  }

  return {
    async put(jobs, now) {
      const stored = jobs.map(({ id, kind, lane, payload, dueAt }): StoredJob => {
        const state = { attempts: 0, leaseBy: null, claim: null, failed: null, reason: null };
        return { _id: id, kind, lane, payload, dueAt: dueAt ?? now, ...state, createdAt: now };
      });
      if (stored.length > 0) await docs.insertMany(stored);
    },
    claim(lease) {
      // One after the other within a node: two claims at once would only choose the same jobs.
      const turn = claiming.then(() => claimInTurn(lease));
      claiming = turn.catch(() => undefined);
      return turn;
    },
    async done(ids, by) {
      if (ids.length > 0) await docs.deleteMany({ _id: { $in: ids }, leaseBy: by });
    },
    async retry(id, by, dueAt, reason) {
      await docs.updateOne({ _id: id, leaseBy: by }, { $set: { leaseBy: null, claim: null, dueAt, reason } });
    },
    async fail(id, by, reason) {
      await docs.updateOne({ _id: id, leaseBy: by }, { $set: { leaseBy: null, claim: null, failed: reason } });
    },
    dropLane: (kind, lane) => docs.deleteMany({ kind, lane, failed: null }),
    async count() {
      const [all, waiting] = await Promise.all([docs.countDocuments({}), docs.countDocuments({ failed: null })]);
      return { waiting, failed: all - waiting };
    },
    async newestFailed() {
      // A job that is given up keeps the time until which it was leased for its last try.
      const [newest] = await docs
        .find({ failed: { $ne: null } })
        .sort({ dueAt: -1 })
        .limit(1)
        .toArray();
      return newest ? toJob(newest) : null;
    },
    async nextDue() {
      const [next] = await docs.find({ failed: null }).sort({ dueAt: 1, lane: 1 }).limit(1).toArray();
      return next?.dueAt ?? null;
    },
  };
}

function toJob({ claim: _, reason: __, ...job }: StoredJob): Job {
  return job;
}
