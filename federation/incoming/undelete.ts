import { Problem } from "../../src/domain/problem.ts";
import { takenBackId } from "../../src/usecases/receive/receive-removal.ts";
import { problemTypes } from "../problems.ts";
import { sameOrigin } from "./documents.ts";
import { type ActivityOf, type Handled, ignored, type Tools } from "./handler.ts";
import { commentIdOf } from "./remote-id.ts";

/** The grave of a Delete that its actor took back; nobody else can take it back. */
export function undoneId(deletion: { id: string | null; actor: string }): string {
  return `${deletion.actor} undid ${deletion.id}`;
}

type Needs = Pick<Tools, "comments" | "graves" | "later" | "clock">;

const day = 86_400_000;

/**
 * Undo of a Delete, as Lemmy restores what was deleted: it is believed when the object is seen again where it lives. So
 * is the Delete itself, if it comes late. Throws `forbidden`, `rate-limited`.
 */
export function createUndelete(tools: Needs) {
  return async function undelete(undone: ActivityOf<"delete">, undo: ActivityOf<"undo">): Promise<Handled> {
    const { id: objectId } = undone.thing;
    const { actor } = undo;
    if (objectId === null || objectId === actor) return ignored("It brings nothing back.");
    if (!sameOrigin(objectId, actor)) {
      throw new Problem("forbidden", "Only its author may bring a post back.", { type: problemTypes.notAuthorized });
    }
    const now = tools.clock.now();
    if (undone.id !== null) await tools.graves.bury(undoneId(undone), new Date(now.getTime() + day));
    const missed = (await tools.comments.get(commentIdOf(objectId))) ?? (await tools.graves.has(objectId, now));
    if (!missed) return ignored("It is about nothing of ours.");
    for (const grave of [objectId, takenBackId(objectId, actor)]) await tools.graves.lift(grave);
    await tools.later.restore(objectId, undo.id, actor);
    return { kind: "queued" };
  };
}
