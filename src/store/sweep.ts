import { journalBounds } from "../domain/journal.ts";
import { dueBefore, type Keeping, usualKeeping } from "../domain/keeping.ts";
import type { Collections } from "./collections.ts";
import { everyCollection } from "./copy.ts";

const day = 86_400_000;

/** Longer than any signature holds: the first delivery of a reaction that was undone cannot be replayed any more. */
const keepUndoneMs = day;

/** Messages that are still on their way are tried for less. */
const bodyDays = 14;

/**
 * Removes documents whose time is over: what carries its own end, reactions undone a day ago, and what is as old as its
 * owner lets it get.
 */
export async function sweepCollections(docs: Collections, now: Date, keep: Keeping = usualKeeping): Promise<void> {
  for (const collection of everyCollection(docs)) {
    const { ttl } = collection.spec;
    if (ttl) await collection.deleteMany({ [ttl]: { $lte: now } });
  }
  await docs.reactions.deleteMany({ undone: true, createdAt: { $lte: new Date(now.getTime() - keepUndoneMs) } });
  // A job that was given up is due no more: its last lease says when that was.
  await docs.jobs.deleteMany({ failed: { $ne: null }, dueAt: { $lte: dueBefore(keep.deliveries, now) } });
  await docs.bodies.deleteMany({ createdAt: { $lt: dueBefore(Math.min(bodyDays, keep.deliveries), now) } });
  await docs.audit.deleteMany({ createdAt: { $lte: dueBefore(keep.audit, now) } });
  if (keep.journal < usualKeeping.journal) await sweepJournal(docs, now, keep.journal);
}

/** Each entry carries the end of the longest time that it may be kept. */
async function sweepJournal({ journal }: Pick<Collections, "journal">, now: Date, days: number): Promise<void> {
  const endsWithin = (keepMs: number) => ({ $lte: new Date(now.getTime() + Math.max(0, keepMs - days * day)) });
  await journal.deleteMany({ thread: { $ne: null }, until: endsWithin(journalBounds.thread.keepMs) });
  await journal.deleteMany({ thread: null, until: endsWithin(journalBounds.node.keepMs) });
}
