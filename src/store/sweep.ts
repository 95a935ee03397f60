import type { Collections } from "./collections.ts";
import { everyCollection } from "./copy.ts";

const day = 86_400_000;

/** Longer than any signature holds: the first delivery of a reaction that was undone cannot be replayed any more. */
const keepUndoneMs = day;

/** How long the owner can look at what was given up. */
const keepFailedMs = 30 * day;

/** Removes documents whose time is over: what carries its own end, reactions undone a day ago, jobs given up a month ago. */
export async function sweepCollections(docs: Collections, now: Date): Promise<void> {
  for (const collection of everyCollection(docs)) {
    const { ttl } = collection.spec;
    if (ttl) await collection.deleteMany({ [ttl]: { $lte: now } });
  }
  await docs.reactions.deleteMany({ undone: true, createdAt: { $lte: new Date(now.getTime() - keepUndoneMs) } });
  // A job that was given up is due no more: its last lease says when that was.
  await docs.jobs.deleteMany({ failed: { $ne: null }, dueAt: { $lte: new Date(now.getTime() - keepFailedMs) } });
}
