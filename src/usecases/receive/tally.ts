import { owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";

/** What a reaction is about: a comment or a post. */
export interface Target {
  kind: "comment" | "thread";
  id: string;
}

export type TallyNeeds = Pick<World, "comments" | "threads" | "reactions" | "clock" | "debts">;

/** Counts a target's reactions anew and lets its thread owe a new revision, once for all that come in a burst. */
export async function tally(world: TallyNeeds, target: Target): Promise<void> {
  const counts = await world.reactions.counts(target.id);
  const now = world.clock.now();
  if (target.kind === "comment") {
    await world.comments.setReactions(target.id, counts);
    const comment = await world.comments.get(target.id);
    // A stale write means that somebody else's change, which owes the thread as well, came first.
    if (comment && !comment.owed.includes("thread"))
      await world.comments.change(comment, owing(comment, ["thread"], now));
  } else {
    await world.threads.setReactions(target.id, counts);
    const thread = await world.threads.get(target.id);
    if (thread && !thread.owed.includes("thread")) await world.threads.change(thread, owing(thread, ["thread"], now));
  }
  world.debts.notice(target.kind, target.id);
}

/** The same for ids of which only the store knows what they are. */
export async function tallyAll(world: TallyNeeds, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await tally(world, { kind: (await world.comments.get(id)) ? "comment" : "thread", id });
  }
}
