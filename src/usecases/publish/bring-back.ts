import type { Site } from "../../domain/site.ts";
import type { Announcement, Thread } from "../../domain/thread.ts";
import { comeBack } from "./come-back.ts";
import { changeThread, type Needs } from "./keep-page.ts";

/**
 * Brings back a post that is there again, if it was withdrawn because it was gone: what the owner withdrew by hand stays so.
 * One that not everybody may read (`aside`) is told to nobody. Throws `conflict` while its withdrawal is still on its way.
 */
export function createBringBack(world: Needs) {
  return async function bringBack(site: Site, thread: Thread, aside: boolean): Promise<Thread> {
    const took = thread.pushed?.took;
    if (thread.announcement !== "withdrawn" || took?.note !== thread.noteId) return thread;
    if (thread.owed.includes("fediverse")) world.debts.notice("thread", thread._id);
    await world.debts.settled();
    const as: Announcement = aside
      ? "old"
      : took.from === "announced" && site.posting === "ask"
        ? "waiting"
        : took.from;
    const current = (await world.threads.get(thread._id)) ?? thread;
    return changeThread(world, current, (newest, now) =>
      newest.announcement === "withdrawn" && newest.noteId === took.note ? comeBack(world, newest, as, now) : null,
    );
  };
}
