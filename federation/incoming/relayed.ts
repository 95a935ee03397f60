import { fetchesPerActivity } from "../fetch-budget.ts";
import type { Activity, Thing } from "./activity.ts";
import { type Handled, ignored, type Tools } from "./handler.ts";
import { isReacting, type Reacting } from "./reactions.ts";
import { commentIdOf } from "./remote-id.ts";

export type OnRelayed = (activity: Activity, signer: string) => Promise<Handled>;

/**
 * An activity that came through somebody other than its actor: forwarded by a server, or handed round by a group
 * (FEP-1b12). What it says is not believed. When it is about a comment we have, or answers something of ours, the object
 * is looked at where it lives; a reaction to something of ours has no other proof than itself, and is looked at there.
 * Throws `rate-limited`.
 */
export function createOnRelayed(tools: Pick<Tools, "authenticate" | "comments" | "resolve" | "later">): OnRelayed {
  return async function onRelayed(activity: Activity, signer: string): Promise<Handled> {
    const queued: Handled = { kind: "queued" };
    for (const thing of thingsOf(activity)) {
      const verdict = tools.authenticate({ id: thing.id, owners: null }, { kind: "relayed" });
      if (verdict.kind !== "fetch" || verdict.id === null || !(await concernsUs(thing))) continue;
      if (activity.kind === "undo") await tools.later.restore(verdict.id, activity.id, signer);
      else await tools.later.refetch(verdict.id, activity.id, signer, fetchesPerActivity.jobs);
      return queued;
    }
    const target = reactionIn(activity)?.thing.id ?? null;
    if (target !== null && activity.id !== null && (await tools.resolve(target)).kind === "found") {
      await tools.later.prove(activity.id, signer);
      return queued;
    }
    return ignored("It was forwarded, and is not about us.");
  };

  async function concernsUs(thing: Thing): Promise<boolean> {
    if (thing.id !== null && (await tools.comments.get(commentIdOf(thing.id)))) return true;
    const named = thing.kind === "note" ? [thing.note.answers, thing.note.quotes] : [];
    for (const target of named) if (target !== null && (await tools.resolve(target)).kind === "found") return true;
    return false;
  }
}

/**
 * The reaction that an activity is or takes back: such a one proves itself, fetched at its own id (interop §3.7). No boost
 * does, as what it wraps would have to be proven in turn.
 */
export function reactionIn(activity: Activity): Reacting | null {
  const undone = activity.kind === "undo" && activity.thing.kind === "activity" ? activity.thing.activity : null;
  const reaction = undone ?? activity;
  return isReacting(reaction) && reaction.kind !== "announce" ? reaction : null;
}

/** What was written, changed, deleted or restored. */
function thingsOf(activity: Activity): Thing[] {
  if (activity.kind === "create" || activity.kind === "update") return activity.things;
  if (activity.kind === "delete") return [activity.thing];
  const undone = activity.kind === "undo" && activity.thing.kind === "activity" ? activity.thing.activity : null;
  return undone?.kind === "delete" ? [undone.thing] : [];
}
