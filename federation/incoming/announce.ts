import { createReceiveReaction } from "../../src/usecases/receive/receive-reaction.ts";
import { type Handle, ignored, privately, type Tools } from "./handler.ts";
import { reactionActivityId, reactionTarget } from "./reactions.ts";
import type { OnRelayed } from "./relayed.ts";

/**
 * Announce: a public boost is counted. One that wraps another activity is a group handing round what its members say
 * (FEP-1b12): nothing in it is believed, and what it is about is looked at where it lives.
 */
export function createOnAnnounce(tools: Tools, onRelayed: OnRelayed): Handle<"announce"> {
  const receiveReaction = createReceiveReaction(tools);
  return async function onAnnounce(activity, signer) {
    const { thing } = activity;
    if (thing.kind === "activity") return onRelayed(thing.activity, signer._id);
    if (activity.public !== true) return privately();
    const target = await reactionTarget(tools.resolve, thing.id);
    if (!target) return ignored("It is about nothing of ours.");
    const reacted = await receiveReaction({
      kind: "boost",
      target,
      site: target.site,
      actor: activity.actor,
      activity: reactionActivityId(activity),
    });
    return { ...reacted, thread: target.thread };
  };
}
