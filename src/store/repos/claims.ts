import type { Job } from "../../domain/job.ts";
import type { Jobs } from "../../domain/repos.ts";
import type { StoredJob } from "../documents.ts";
import type { Docs, Filter } from "../port.ts";

type Lease = Parameters<Jobs["claim"]>[0];

/** How often a claim looks past lanes that fill the front of the queue before it is content with what it has. */
const maxRounds = 8;
/** How often a claim looks again when other nodes were quicker, or when none that it chose had its turn. */
const maxLooks = 3;

/** Leasing of due jobs on the document port. `claimToken` makes a new text at each call; it tells claims of all nodes apart. */
export function createClaim(docs: Docs<StoredJob>, claimToken: () => string): Jobs["claim"] {
  let claiming: Promise<unknown> = Promise.resolve();

  /** The first due job of each free lane, the longest due first. */
  async function choose(lease: Lease): Promise<StoredJob[]> {
    const byOthers: Filter<StoredJob> = { leaseBy: { $ne: null, $nin: [lease.by] }, dueAt: { $gt: lease.now } };
    const leased = await docs.find(byOthers).toArray();
    const lanes = new Set([...lease.exceptLanes, ...leased.map((job) => job.lane)]);
    const chosen: StoredJob[] = [];
    for (let round = 0; round < maxRounds && chosen.length < lease.limit; round++) {
      const free: Filter<StoredJob> = { failed: null, dueAt: { $lte: lease.now }, lane: { $nin: [...lanes] } };
      const due = await docs.find(free).sort({ dueAt: 1, lane: 1 }).limit(lease.limit).toArray();
      for (const job of due) {
        if (chosen.length === lease.limit || lanes.has(job.lane)) continue;
        lanes.add(job.lane);
        chosen.push(job);
      }
      if (due.length < lease.limit) break;
    }
    return chosen;
  }

  /** Puts in the place of a job the one that comes before it, and off what waits for one that is not due. */
  async function inTurn(chosen: readonly StoredJob[], now: Date): Promise<StoredJob[]> {
    const turns = chosen.flatMap(({ turn }) => turn ?? []);
    if (turns.length === 0) return [...chosen];
    const first = new Map(chosen.flatMap((job) => (job.turn ? [[job.turn, job] as const] : [])));
    const others: Filter<StoredJob> = { turn: { $in: turns }, _id: { $nin: chosen.map(({ _id }) => _id) } };
    // Those that were given up are sorted out here: asked for as well, they would draw the store to a poorer index.
    for (const job of await docs.find(others).toArray()) {
      const known = first.get(String(job.turn));
      if (job.failed === null && known && Number(job.place) < Number(known.place)) first.set(String(job.turn), job);
    }
    const ready: StoredJob[] = [];
    for (const job of chosen) {
      const before = first.get(String(job.turn)) ?? job;
      if (before.dueAt <= now) ready.push(before);
      else {
        const dueAt = new Date(before.dueAt.getTime() + 1);
        await docs.updateOne({ _id: job._id, leaseBy: job.leaseBy, failed: null }, { $set: { dueAt } });
      }
    }
    return ready;
  }

  /** Marks what was chosen; another node may have been quicker with some or all of it, and then there is another look. */
  async function claimInTurn(lease: Lease): Promise<Job[]> {
    if (lease.limit < 1) return [];
    for (let look = 0; look < maxLooks; look++) {
      const chosen = await choose(lease);
      if (chosen.length === 0) return [];
      const ready = await inTurn(chosen, lease.now);
      const ids = ready.map((job) => job._id);
      if (ids.length === 0) continue;
      const claim = claimToken();
      const still: Filter<StoredJob> = { _id: { $in: ids }, failed: null, dueAt: { $lte: lease.now } };
      const mark = { $set: { leaseBy: lease.by, claim, dueAt: lease.until }, $inc: { attempts: 1 } };
      // A claim that is lost means that a job may run twice, which all jobs bear.
      const count = await docs.relaxed.updateMany(still, mark);
      if (count === 0) continue;
      if (count === ready.length) return ready.map((job) => toJob(claimed(job, lease, claim)));
      const won = new Map((await docs.find({ _id: { $in: ids }, claim }).toArray()).map((job) => [job._id, job]));
      return ids.flatMap((id) => won.get(id) ?? []).map(toJob);
    }
    return [];
  }

  return (lease) => {
    // One after the other within a node: two claims at once would only choose the same jobs.
    const turn = claiming.then(() => claimInTurn(lease));
    claiming = turn.catch(() => undefined);
    return turn;
  };
}

/** A job as the claim has left it that nobody was quicker than. */
function claimed(job: StoredJob, { by, until }: Lease, claim: string): StoredJob {
  return { ...job, leaseBy: by, claim, dueAt: until, attempts: job.attempts + 1 };
}

/** A job as others see it. */
export function toJob({ claim: _, reason: __, turn: ___, place: ____, ...job }: StoredJob): Job {
  return job;
}
