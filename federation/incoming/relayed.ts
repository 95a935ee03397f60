import type { Activity, Thing } from "./activity.ts";
import { type Handled, ignored, type Tools } from "./handler.ts";
import { commentIdOf } from "./remote-id.ts";

export type OnRelayed = (activity: Activity, signer: string) => Promise<Handled>;

/**
 * An activity that came through somebody other than its actor: forwarded by a server, or handed round by a group. What it
 * says is not believed; when it is about a comment we have, or answers or quotes something of ours, the object is looked at where
 * it lives. Throws `rate-limited`.
 */
export function createOnRelayed(tools: Pick<Tools, "comments" | "resolve" | "later" | "addresses">): OnRelayed {
  return async function onRelayed(activity: Activity, signer: string): Promise<Handled> {
    for (const thing of thingsOf(activity)) {
      if (thing.id === null || tools.addresses.isOurs(thing.id) || !(await concernsUs(thing))) continue;
      await tools.later.refetch(thing.id, activity.id, signer);
      return { kind: "queued" };
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

function thingsOf(activity: Activity): Thing[] {
  if (activity.kind === "create" || activity.kind === "update") return activity.things;
  return activity.kind === "delete" ? [activity.thing] : [];
}
