import type { PageKey } from "../../domain/brand.ts";
import type { Threads } from "../../domain/repos.ts";
import type { Collections } from "../collections.ts";
import { createTellable } from "./debts.ts";
import { newestFirst, ofSites } from "./paging.ts";
import { startsWith } from "./starts-with.ts";
import { changeAtVersion } from "./versions.ts";

/** Threads on the document port, with the small collections that lead to them by key and by Note. */
export function createThreads({
  threads,
  aliases,
  notes,
}: Pick<Collections, "threads" | "aliases" | "notes">): Threads {
  /** Stores the key of a thread unless it is taken; returns the thread that it leads to. */
  async function claimKey(site: string, key: PageKey, thread: string): Promise<string> {
    const _id = aliasId(site, key);
    if ((await aliases.insertOne({ _id, thread })) === "added") return thread;
    return (await aliases.findOne({ _id }))?.thread ?? thread;
  }

  return {
    ...createTellable(threads),
    async add(thread) {
      // What leads to the thread is written first: without the thread it leads nowhere and is claimed again.
      const [owner] = await Promise.all([
        claimKey(thread.site, thread.key, thread._id),
        notes.insertOne({ _id: thread.noteId, thread: thread._id }),
      ]);
      if (owner !== thread._id) return "already";
      return threads.insertOne(thread);
    },
    get: (id) => threads.findOne({ _id: id }),
    among: (ids) => threads.named(ids),
    async byKey(site, key) {
      const alias = await aliases.findOne({ _id: aliasId(site, key) });
      return alias && threads.findOne({ _id: alias.thread });
    },
    beginning: (start, limit) =>
      threads
        .find({ _id: startsWith(start) })
        .limit(limit)
        .toArray(),
    async byNote(noteId) {
      const note = await notes.findOne({ _id: noteId });
      const thread = note && (await threads.findOne({ _id: note.thread }));
      return thread && (thread.noteId === noteId || thread.retiredNoteIds.includes(noteId)) ? thread : null;
    },
    async alias(site, key, thread) {
      await claimKey(site, key, thread);
    },
    async keysOf({ _id, site }, limit) {
      const found = await aliases.find({ thread: _id }).sort({ _id: 1 }).limit(limit).toArray();
      return found.map((alias) => alias._id.slice(site.length + 1) as PageKey);
    },
    unalias: async (site, key, thread) => (await aliases.deleteOne({ _id: aliasId(site, key), thread })) > 0,
    async looked(id, at, isGone) {
      const since = isGone === false ? { goneSince: null } : {};
      await threads.relaxed.updateOne({ _id: id }, { $set: { lookedAt: at, ...since } });
      if (isGone) await threads.relaxed.updateOne({ _id: id, goneSince: null }, { $set: { goneSince: at } });
    },
    gone: (limit, sites = null) =>
      threads
        .find({ goneSince: { $gte: new Date(0) }, announcement: { $ne: "merged" }, ...ofSites(sites) })
        .sort({ goneSince: -1 })
        .limit(limit)
        .toArray(),
    mergedInto: (thread) => threads.find({ mergedInto: thread }).toArray(),
    ofSite: (site, page) => newestFirst(threads, { site, announcement: { $ne: "merged" } }, page),
    async change(thread, set) {
      if (set.noteId !== undefined) await notes.insertOne({ _id: set.noteId, thread: thread._id });
      return changeAtVersion(threads, thread, set);
    },
    async raise(id, counts) {
      // What makes it necessary owes it until the debt is paid, which is written later: a raise that is lost is made again.
      await threads.relaxed.updateOne({ _id: id }, { $inc: { revision: 1 }, ...(counts && { $set: { counts } }) });
    },
    announced: (site, announcement, page) => newestFirst(threads, { site, announcement }, page),
    countAnnounced: (site, announcement, since) =>
      threads.countDocuments({ site, announcement, announcedAt: { $gte: since } }),
    async setReactions(id, reactions) {
      await threads.updateOne({ _id: id }, { $set: { reactions } });
    },
  };
}

function aliasId(site: string, key: PageKey): string {
  return `${site} ${key}`;
}
