import { owing } from "../../domain/debt.ts";
import type { NewJob } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";

/** What a reaction is about: a comment or a post. */
export interface Target {
  kind: "comment" | "thread";
  id: string;
}

export type TallyNeeds = Pick<World, "comments" | "threads" | "reactions" | "limits" | "clock" | "debts" | "jobs">;

const maxRecounts = 5;

/**
 * Counts a target's reactions anew and lets it owe its thread a new revision, which is paid at once no more than once a
 * second for each thread: what many like must not be rendered for each of them. The rest of a burst is shown together
 * when the second is over; its debts stay with the targets until then, and if that fails, for the sweep.
 */
export async function tally(world: TallyNeeds, target: Target): Promise<void> {
  await recount(world, target);
  await raiseSoon(world, target);
}

/** The second half of `tally`, for whatever else is counted. */
export async function raiseSoon(world: Omit<TallyNeeds, "reactions">, target: Target): Promise<void> {
  const thread = await (target.kind === "comment" ? oweOnComment(world, target.id) : oweOnThread(world, target.id));
  if (thread === null) return;
  const now = world.clock.now();
  const paidNow = await world.limits.take(`react:${thread}`, 1, 1, now);
  if (paidNow.ok) world.debts.notice(target.kind, target.id);
  else await world.jobs.put([raiseJob(thread, now)], now);
}

/** Raises a thread when the second is over, once for all that reacted in it. */
function raiseJob(thread: string, now: Date): NewJob {
  const dueAt = new Date((Math.floor(now.getTime() / 1000) + 1) * 1000);
  return {
    id: `raise:${thread}:${dueAt.getTime()}`,
    kind: "raise",
    lane: `raise:${thread}`,
    payload: { thread },
    dueAt,
  };
}

/** Counts a target's reactions anew, and no more than that. */
export async function recount(
  world: Pick<World, "comments" | "threads" | "reactions">,
  { kind, id }: Target,
): Promise<void> {
  const repo = kind === "comment" ? world.comments : world.threads;
  await storeCounts(
    () => world.reactions.counts(id),
    (counts) => repo.setReactions(id, counts),
  );
}

/**
 * Counts and stores what was counted, and returns it. Another count that began earlier may be stored later, so each looks
 * again whether what it stored still holds.
 */
export async function storeCounts<T>(count: () => Promise<T>, store: (counts: T) => Promise<void>): Promise<T> {
  let counts = await count();
  for (let recounts = 0; recounts < maxRecounts; recounts++) {
    await store(counts);
    const after = await count();
    if (JSON.stringify(after) === JSON.stringify(counts)) break;
    counts = after;
  }
  return counts;
}

/** Returns the comment's thread; null when there is no such comment. */
async function oweOnComment(world: Pick<World, "comments" | "clock">, id: string): Promise<string | null> {
  const comment = await world.comments.get(id);
  // A stale write means that somebody else's change, which owes the thread as well, came first.
  if (comment && !comment.owed.includes("thread")) {
    await world.comments.change(comment, owing(comment, ["thread"], world.clock.now()));
  }
  return comment?.thread ?? null;
}

async function oweOnThread(world: Pick<World, "threads" | "clock">, id: string): Promise<string | null> {
  const thread = await world.threads.get(id);
  if (thread && !thread.owed.includes("thread")) {
    await world.threads.change(thread, owing(thread, ["thread"], world.clock.now()));
  }
  return thread?._id ?? null;
}

/** The same for ids of which only the store knows what they are. */
export async function tallyAll(world: TallyNeeds, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await tally(world, { kind: (await world.comments.get(id)) ? "comment" : "thread", id });
  }
}
