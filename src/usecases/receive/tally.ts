import type { ReactionCounts } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";

/** What a reaction is about: a comment or a post. */
export interface Target {
  kind: "comment" | "thread";
  id: string;
}

export type TallyNeeds = Pick<World, "comments" | "threads" | "reactions" | "limits" | "clock" | "debts">;

/**
 * Counts a target's reactions anew and lets it owe its thread a new revision, which is paid at once no more than once a
 * second for each thread: what many like must not be rendered for each of them. Until then the debt stays with the
 * target, for its next change or the sweep.
 */
export async function tally(world: TallyNeeds, target: Target): Promise<void> {
  const counts = await world.reactions.counts(target.id);
  const thread = target.kind === "comment" ? await tallyComment(world, target.id, counts) : target.id;
  if (target.kind === "thread") await tallyThread(world, target.id, counts);
  const paid = thread === null || (await world.limits.take(`react:${thread}`, 1, 1, world.clock.now())).ok;
  if (paid) world.debts.notice(target.kind, target.id);
}

/** Returns the comment's thread; null when there is no such comment. */
async function tallyComment(world: TallyNeeds, id: string, counts: ReactionCounts): Promise<string | null> {
  await world.comments.setReactions(id, counts);
  const comment = await world.comments.get(id);
  // A stale write means that somebody else's change, which owes the thread as well, came first.
  if (comment && !comment.owed.includes("thread")) {
    await world.comments.change(comment, owing(comment, ["thread"], world.clock.now()));
  }
  return comment?.thread ?? null;
}

async function tallyThread(world: TallyNeeds, id: string, counts: ReactionCounts): Promise<void> {
  await world.threads.setReactions(id, counts);
  const thread = await world.threads.get(id);
  if (thread && !thread.owed.includes("thread")) {
    await world.threads.change(thread, owing(thread, ["thread"], world.clock.now()));
  }
}

/** The same for ids of which only the store knows what they are. */
export async function tallyAll(world: TallyNeeds, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await tally(world, { kind: (await world.comments.get(id)) ? "comment" : "thread", id });
  }
}
