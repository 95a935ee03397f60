import { isVisible } from "../../src/domain/comment.ts";
import { done, type Job, type JobOutcome } from "../../src/domain/job.ts";
import { isOpen } from "../../src/domain/level.ts";
import type { World } from "../../src/domain/ports.ts";
import { isRecent, nextWalk, restMs, type Walk } from "../../src/domain/walk.ts";
import { openBudget } from "../fetch-budget.ts";
import { createReaching } from "./reach.ts";
import { type Trip, type TripNeeds, travel } from "./trip.ts";
import { walkReport } from "./walk-report.ts";

type Needs = Omit<TripNeeds, "reach"> &
  Pick<World, "threads" | "sites" | "walks" | "journal" | "limits" | "clock" | "log">;

/** What one walk may ask; it ends well within the lease of its job, and what is left follows on the next turn. */
const perWalk = { fetches: 60, ms: 80_000, pace: { name: "walks", perHost: 30 } };

/**
 * Does a `walk` job: asks the servers of a thread's comments for what did not reach us (interop §3.9): newer versions,
 * and replies that nobody sent here. May be repeated; a thread is left alone for 15 minutes after each walk.
 * It always ends as done: a job that is kept as failed would stand in the way of every later walk of its thread.
 */
export function createWalk(world: Needs) {
  const beginReach = createReaching(world);

  return async function walk(job: Job): Promise<JobOutcome> {
    const thread = String(job.payload["thread"]);
    try {
      await takeTurn(thread);
    } catch (error) {
      world.log.warn({ thread, error }, "What a walk found could not be noted.");
    }
    return done;
  };

  async function takeTurn(id: string): Promise<void> {
    const now = world.clock.now();
    const [thread, plan] = await Promise.all([world.threads.get(id), world.walks.get(id)]);
    if (!thread || !plan || isResting(plan, now)) return;
    const site = await world.sites.get(thread.site);
    const isOver = !site || !isOpen({ site, thread }, "fediverse", now) || !isRecent(plan.activityAt, now);
    if (isOver) await world.walks.walked(id, { walkedAt: now, dueAt: null, resume: null });
    else await goRound(id, plan, now).catch((error: unknown) => giveUp(id, plan, now, error));
  }

  async function goRound(thread: string, plan: Walk, now: Date): Promise<void> {
    const comments = (await world.comments.onThread(thread)).filter((comment) => comment.remote && isVisible(comment));
    const budget = openBudget(world, perWalk);
    const trip = await travel({ ...world, reach: beginReach(budget) }, comments, plan.resume, budget);
    const activityAt = trip.stored > 0 ? now : plan.activityAt;
    const dueAt = trip.left > 0 ? new Date(now.getTime() + restMs) : nextWalk(activityAt, now);
    await world.walks.walked(thread, { walkedAt: now, dueAt, resume: trip.resume });
    world.log.debug({ thread, ...trip }, "A thread was walked.");
    if (comments.length > 0) tell(thread, trip);
  }

  async function giveUp(thread: string, plan: Walk, now: Date, error: unknown): Promise<void> {
    world.log.warn({ thread, error }, "A thread could not be walked.");
    await world.walks.walked(thread, { walkedAt: now, dueAt: nextWalk(plan.activityAt, now), resume: null });
  }

  function tell(thread: string, trip: Trip): void {
    const what = trip.left > 0 ? "walk-partly" : "walk-done";
    world.journal.note({ thread, what, who: null, object: null, reason: walkReport(trip) });
  }
}

function isResting({ walkedAt }: Walk, now: Date): boolean {
  return walkedAt !== null && now.getTime() - walkedAt.getTime() < restMs;
}
