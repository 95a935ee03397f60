import type { NewJob } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";
import { fnv1a } from "../../domain/spread.ts";
import { isRecent, restMs } from "../../domain/walk.ts";

type Needs = Pick<World, "walks" | "comments" | "jobs" | "clock">;

/** How many walks a node begins in a round, and how many run at once: they must never be in anybody's way. */
const perRound = 20;
const lanes = 2;

const page = 200;

/** The job that walks a thread; it exists once. */
export function walkJob(thread: string): NewJob {
  return { id: `walk ${thread}`, kind: "walk", lane: `walk ${fnv1a(thread) % lanes}`, payload: { thread } };
}

/**
 * Makes the round that begins walks that are due, 20 at most; whoever sweeps runs it each minute, and it returns how many
 * it began. From the start of the node on, every thread with a recent comment from elsewhere becomes due once, those with
 * the newest first: of what happened while the node was away nobody told it. That takes as many rounds as it needs, with
 * a page of comments each at most.
 */
export function createPlanWalks(world: Needs): () => Promise<number> {
  const startedAt = world.clock.now();
  const met = new Set<string>();
  let after: string | null = null;
  let isCaughtUp = false;

  /** Lets the threads of the next page of comments be due, but those that were walked since the start. */
  async function catchUp(now: Date): Promise<void> {
    const { items, next } = await world.comments.inState("published", { after, limit: page });
    const recent = items.filter(({ createdAt }) => isRecent(createdAt, now));
    for (const { thread, remote, createdAt } of recent) {
      if (remote === null || met.has(thread)) continue;
      met.add(thread);
      const walk = await world.walks.get(thread);
      if (!walk?.walkedAt || walk.walkedAt < startedAt) await world.walks.stir(thread, createdAt, now);
    }
    after = next;
    isCaughtUp = next === null || recent.length < items.length;
    if (isCaughtUp) met.clear();
  }

  const take = (limit: number, now: Date) => world.walks.take(now, new Date(now.getTime() + restMs), limit);

  return async function planWalks() {
    const now = world.clock.now();
    const due = await take(perRound, now);
    if (due.length < perRound && !isCaughtUp) {
      await catchUp(now);
      due.push(...(await take(perRound - due.length, now)));
    }
    await world.jobs.put(
      due.map(({ _id }) => walkJob(_id)),
      now,
    );
    return due.length;
  };
}
