import { createAcceptFollower } from "../../src/usecases/receive/accept-follower.ts";
import { type Handle, ignored, type Tools } from "./handler.ts";
import { activityIdOf } from "./remote-id.ts";

/** Follow of one of our actors; the Accept is owed by the follower's document and sent from there. */
export function createOnFollow(tools: Tools): Handle<"follow"> {
  const acceptFollower = createAcceptFollower(tools);
  return async function onFollow(activity, signer) {
    const target = activity.thing.id;
    const named = target === null ? null : tools.addresses.read(target);
    if (target === null || named?.kind !== "actor") return ignored("It follows nobody of ours.");
    const { _id: id, handle, inbox, sharedInbox } = signer;
    return acceptFollower({
      actor: named.name,
      remote: { id, handle, inbox, sharedInbox },
      followId: activityIdOf(activity, target),
    });
  };
}
