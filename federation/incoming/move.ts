import type { Activity } from "./activity.ts";
import { type Handle, ignored, type Tools } from "./handler.ts";
import { member } from "./json.ts";

/**
 * Move: its sender has another account by now. It proves nothing by itself, so both accounts are looked at where they are;
 * followers follow anew by themselves.
 */
export function createOnMove(tools: Pick<Tools, "later">): Handle<"move"> {
  return async function onMove({ thing, actor }) {
    if (thing.id !== actor) return ignored("It moves somebody else.");
    await tools.later.revisit(actor);
    return { kind: "queued" };
  };
}

/** Whether somebody says in it that they have moved: Mastodon sends a Move to few, and their new profile to more. */
export function saysMoved(activity: Activity): boolean {
  if (activity.kind === "move") return activity.thing.id === activity.actor;
  if (activity.kind !== "update") return false;
  return activity.things.some(
    (thing) => thing.kind === "actor" && thing.id === activity.actor && member(thing.json, "movedTo") !== undefined,
  );
}
