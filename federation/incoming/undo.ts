import { Problem } from "../../src/domain/problem.ts";
import { guestActorName } from "../../src/domain/site.ts";
import { createDropFollower } from "../../src/usecases/receive/drop-follower.ts";
import { createUndoReaction } from "../../src/usecases/receive/undo-reaction.ts";
import { problemTypes } from "../problems.ts";
import type { Activity } from "./activity.ts";
import { sameOrigin } from "./documents.ts";
import { type Handle, type Handled, ignored, type Tools } from "./handler.ts";
import { reactionTarget } from "./reactions.ts";
import { activityIdOf } from "./remote-id.ts";

/** Undo of a follow or a reaction, given whole or by its id alone. */
export function createOnUndo(tools: Tools): Handle<"undo"> {
  const dropFollower = createDropFollower(tools);
  const undoReaction = createUndoReaction(tools);

  return async function onUndo({ thing, actor }) {
    if (thing.id !== null && !sameOrigin(thing.id, actor)) throw notYours();
    if (thing.kind !== "activity") return thing.id === null ? ignored("It names nothing.") : byId(thing.id, actor);
    const undone = thing.activity;
    if (undone.actor !== actor) throw notYours();
    if (undone.kind === "follow") return unfollow(undone, actor);
    if (undone.kind === "like" || undone.kind === "announce") return unreact(undone, actor);
    return ignored("There is nothing to undo.");
  };

  async function unfollow(follow: Extract<Activity, { kind: "follow" }>, actor: string): Promise<Handled> {
    const named = follow.thing.id === null ? null : tools.addresses.read(follow.thing.id);
    if (named?.kind !== "actor") return ignored("It followed nobody of ours.");
    return dropFollower({ actor: named.name, remote: actor, followId: follow.id });
  }

  async function unreact(reaction: Extract<Activity, { kind: "like" | "announce" }>, actor: string): Promise<Handled> {
    const kind = reaction.kind === "like" ? "like" : "boost";
    const target = await reactionTarget(tools.resolve, reaction.thing.id);
    const about = target ? ({ kind, target: target.id } as const) : null;
    const activity = reaction.id ?? (reaction.thing.id === null ? null : activityIdOf(reaction, reaction.thing.id));
    return { ...(await undoReaction({ actor, activity, about })), thread: target?.thread ?? null };
  }

  /** A bare id may name a reaction or a follow; whichever it is, it stays undone if it comes late. */
  async function byId(id: string, actor: string): Promise<Handled> {
    const undone = await undoReaction({ actor, activity: id, about: null });
    if (undone.kind === "undone") return undone;
    const anyOf = (await tools.sites.all()).flatMap((site) => [site.handle, guestActorName(site)]);
    return dropFollower({ remote: actor, followId: id, anyOf });
  }
}

function notYours(): Problem {
  return new Problem("forbidden", "Only who did something may undo it.", { type: problemTypes.notAuthorized });
}
