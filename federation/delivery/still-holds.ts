import type { Told } from "../../src/domain/debt.ts";
import type { World } from "../../src/domain/ports.ts";
import { passesBlocks, readActivityId, readActorUpdateId } from "../outgoing/activity-id.ts";
import { isGone, isTold } from "../outgoing/view.ts";
import { joined } from "./joined.ts";
import { withoutBlocked } from "./queue.ts";

/**
 * Whether an activity that waited still is to be said: nothing goes to a server that was blocked meanwhile, no Create or
 * Update of what was taken back, and no Update, of an actor neither, that a newer one follows. What takes something back
 * and what is reported always holds. What is asked at the same time costs one look-up.
 */
export function createStillHolds(world: Pick<World, "blocks" | "comments" | "threads" | "faces">) {
  const mayHear = joined<true>(
    async (inboxes) => new Map((await withoutBlocked(world, inboxes)).map((inbox) => [inbox, true])),
  );
  const isCurrent = joined<true>(async (activities) => {
    const found = await Promise.all(activities.map(async (id) => ((await holds(id)) ? [[id, true] as const] : [])));
    return new Map(found.flat());
  });

  return async (activity: string, inbox: string): Promise<boolean> => {
    if (passesBlocks(activity)) return true;
    const [open, current] = await Promise.all([mayHear(inbox), isCurrent(activity)]);
    return open === true && current === true;
  };

  /** Whether it would still be said, to whomever. */
  async function holds(activity: string): Promise<boolean> {
    const look = readActorUpdateId(activity);
    if (look) return (await world.faces.get(look.actor))?.number === look.number;
    const name = readActivityId(activity);
    if (!name) return true;
    const told = name.of === "post" ? await toldOfPost(name.document) : await toldOfComment(name.document);
    if (!told) return false;
    return name.telling === "create" ? told.first === name.version : told.last === name.version;
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
