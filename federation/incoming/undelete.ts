import { takenBackId } from "../../src/usecases/receive/receive-removal.ts";
import { refusal } from "../authenticate.ts";
import { type ActivityOf, type Handled, ignored, type Tools } from "./handler.ts";
import { commentIdOf } from "./remote-id.ts";

/** The grave of a Delete that its actor took back; nobody else can take it back. */
export function undoneId(deletion: { id: string | null; actor: string }): string {
  return `${deletion.actor} undid ${deletion.id}`;
}

type Needs = Pick<Tools, "authenticate" | "comments" | "graves" | "later" | "clock">;

const day = 86_400_000;

/**
 * Undo of a Delete, as Lemmy restores what was deleted: it is believed when the object is seen again where it lives. So
 * is the Delete itself, if it comes late. Throws `forbidden`, `rate-limited`.
 */
export function createUndelete(tools: Needs) {
  return async function undelete(undone: ActivityOf<"delete">, undo: ActivityOf<"undo">): Promise<Handled> {
    const { id: objectId } = undone.thing;
    const { actor } = undo;
    const verdict = tools.authenticate({ id: objectId, owners: null }, { kind: "within", owner: actor });
    if (verdict.kind === "refused") throw refusal(verdict);
    if (objectId === null || verdict.kind === "trusted") return ignored("It brings nothing back.");
    const now = tools.clock.now();
    if (undone.id !== null) await tools.graves.bury(undoneId(undone), new Date(now.getTime() + day));
    const missed = (await tools.comments.get(commentIdOf(objectId))) ?? (await tools.graves.has(objectId, now));
    if (!missed) return ignored("It is about nothing of ours.");
    for (const grave of [objectId, takenBackId(objectId, actor)]) await tools.graves.lift(grave);
    await tools.later.restore(objectId, undo.id, actor);
    return { kind: "queued" };
  };
}
