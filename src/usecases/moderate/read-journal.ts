import { pageKey } from "../../domain/address.ts";
import type { Tone } from "../../domain/journal-words.ts";
import { sentenceOf, toneOf } from "../../domain/journal-words.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Slice } from "../../domain/repos.ts";
import type { Thread } from "../../domain/thread.ts";
import { demandSite } from "../publish/own-site.ts";

/** One thing that happened, in words. */
export interface JournalLine {
  at: Date;
  sentence: string;
  /** Why; null where there is nothing to explain. */
  reason: string | null;
  tone: Tone;
  /** Where it can be looked at; null for nowhere. */
  address: string | null;
}

/** Reads a page of what happened in a thread, or of what belongs to none, the newest first. */
export function createReadJournal(world: Pick<World, "journal">) {
  return async function readJournal(
    thread: string | null,
    { after = null, limit }: { after?: string | null; limit: number },
  ): Promise<Slice<JournalLine>> {
    const { items, next } = await world.journal.of(thread, { after, limit });
    const lines = items.map((entry) => ({
      at: entry.createdAt,
      sentence: sentenceOf(entry),
      reason: entry.reason,
      tone: toneOf(entry),
      address: entry.object,
    }));
    return { items: lines, next };
  };
}

/** Finds the thread of a page for its owner. Throws as `demandSite` does, and `not-found` when the page has none yet. */
export function createFindThread(world: Pick<World, "sites" | "threads">) {
  return async function findThread(address: string): Promise<Thread> {
    const { site, url } = await demandSite(world, address);
    const thread = await world.threads.byKey(site._id, pageKey(url));
    if (thread) return thread;
    throw new Problem("not-found", `Nobody has looked at ${address} yet, so nothing happened there.`);
  };
}
