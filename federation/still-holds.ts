import { blockIdsCovering } from "../src/domain/block.ts";
import type { World } from "../src/domain/ports.ts";
import { readActivityId, readActorUpdateId, takesBack } from "./outgoing/activity-id.ts";
import { isGone, isTold } from "./outgoing/view.ts";

/**
 * Whether an activity that waited still is to be said: nothing goes to a server that was blocked meanwhile, no Create or
 * Update of what was taken back, and no Update, of an actor neither, that a newer one follows. What takes something back always holds.
 */
export function createStillHolds(world: Pick<World, "blocks" | "comments" | "threads" | "faces">) {
  return async (activity: string, inbox: string): Promise<boolean> => {
    if (takesBack(activity)) return true;
    if ((await world.blocks.among(blockIdsCovering(null, [inbox]))).length > 0) return false;
    const look = readActorUpdateId(activity);
    if (look) return (await world.faces.get(look.actor))?.number === look.number;
    const name = readActivityId(activity);
    if (!name) return true;
    const told = name.of === "post" ? await toldOfPost(name.document) : await toldOfComment(name.document);
    if (!told) return false;
    return name.telling === "create" ? told.first === name.version : told.last === name.version;
  };

  async function toldOfPost(noteId: string) {
    const thread = await world.threads.byNote(noteId);
    return thread && !isGone(thread, noteId) ? thread.told : null;
  }

  async function toldOfComment(id: string) {
    const comment = await world.comments.get(id);
    return comment && isTold(comment) ? comment.told : null;
  }
}
