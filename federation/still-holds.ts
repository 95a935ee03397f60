import type { Told } from "../src/domain/debt.ts";
import type { World } from "../src/domain/ports.ts";
import { joined } from "./delivery/joined.ts";
import { readActivityId, takesBack } from "./outgoing/activity-id.ts";
import { isGone, isTold } from "./outgoing/view.ts";
import { withoutBlocked } from "./queue.ts";

/**
 * Whether an activity that waited still is to be said: nothing goes to a server that was blocked meanwhile, no Create or
 * Update of what was taken back, and no Update that a newer one follows. What takes something back always holds. What is
 * asked at the same time costs one look-up.
 */
export function createStillHolds(world: Pick<World, "blocks" | "comments" | "threads">) {
  const mayHear = joined<true>(
    async (inboxes) => new Map((await withoutBlocked(world, inboxes)).map((inbox) => [inbox, true])),
  );
  const toldOf = joined<Told>(async (activities) => {
    const found = await Promise.all(activities.map(async (id) => [id, await told(id)] as const));
    return new Map(found.flatMap(([id, what]) => (what ? [[id, what] as const] : [])));
  });

  return async (activity: string, inbox: string): Promise<boolean> => {
    if (takesBack(activity)) return true;
    const name = readActivityId(activity);
    const [open, last] = await Promise.all([mayHear(inbox), name && toldOf(activity)]);
    if (!open) return false;
    if (!name) return true;
    if (!last) return false;
    return name.telling === "create" ? last.first === name.version : last.last === name.version;
  };

  async function told(activity: string): Promise<Told | null> {
    const name = readActivityId(activity);
    if (!name) return null;
    return name.of === "post" ? toldOfPost(name.document) : toldOfComment(name.document);
  }

  async function toldOfPost(noteId: string): Promise<Told | null> {
    const thread = await world.threads.byNote(noteId);
    return thread && !isGone(thread, noteId) ? thread.told : null;
  }

  async function toldOfComment(id: string): Promise<Told | null> {
    const comment = await world.comments.get(id);
    return comment && isTold(comment) ? comment.told : null;
  }
}
