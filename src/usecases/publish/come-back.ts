import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Announcement, Thread } from "../../domain/thread.ts";
import type { Change } from "./keep-page.ts";

/**
 * Brings a withdrawn post back as a new Note, as servers never show a deleted one again; the old id still leads to it.
 * Throws `conflict` while its withdrawal is still on its way.
 */
export function comeBack(world: Pick<World, "ids">, thread: Thread, as: Announcement, now: Date): Change {
  if (thread.owed.includes("fediverse")) {
    throw new Problem("conflict", "The post is being withdrawn at this very moment. Try again in a minute.", {
      retryAfter: 60,
    });
  }
  const renewed = { noteId: world.ids.opaque(), retiredNoteIds: [...thread.retiredNoteIds, thread.noteId] };
  const isAnnounced = as === "announced";
  const set = { announcement: as, announcedAt: isAnnounced ? now : thread.announcedAt, ...renewed, told: null };
  return { set: { ...set, toldInboxes: [] }, owes: isAnnounced ? ["thread", "fediverse"] : ["thread"] };
}
