import type { RemoteProfile } from "../../src/domain/repos.ts";
import type { Activity } from "./activity.ts";
import { createOnAnnounce } from "./announce.ts";
import { createOnBlock } from "./block.ts";
import { createOnCreate } from "./create.ts";
import { createOnDelete } from "./delete.ts";
import { createOnFlag } from "./flag.ts";
import { createOnFollow } from "./follow.ts";
import { type Handled, ignored, type Tools } from "./handler.ts";
import { createOnMove } from "./move.ts";
import { createOnQuote } from "./quote.ts";
import { createOnReaction } from "./reactions.ts";
import type { OnRelayed } from "./relayed.ts";
import { createOnUndo } from "./undo.ts";
import { createOnUpdate } from "./update.ts";

/** Handles an activity that is known to be the named actor's own. */
export type Dispatch = (activity: Activity, signer: RemoteProfile) => Promise<Handled>;

/** Hands a verified activity to whoever handles its kind. */
export function createDispatch(tools: Tools, onRelayed: OnRelayed): Dispatch {
  const onCreate = createOnCreate(tools);
  const onUpdate = createOnUpdate(tools);
  const onDelete = createOnDelete(tools);
  const onUndo = createOnUndo(tools);
  const onReaction = createOnReaction(tools);
  const onAnnounce = createOnAnnounce(tools, onRelayed);
  const onFollow = createOnFollow(tools);
  const onBlock = createOnBlock(tools);
  const onMove = createOnMove(tools);
  const onFlag = createOnFlag(tools);
  const onQuote = createOnQuote(tools);

  return async function dispatch(activity, signer) {
    switch (activity.kind) {
      case "create":
        return onCreate(activity, signer);
      case "update":
        return onUpdate(activity, signer);
      case "delete":
        return onDelete(activity, signer);
      case "undo":
        return onUndo(activity, signer);
      case "like":
      case "emoji":
      case "dislike":
        return onReaction(activity, signer);
      case "announce":
        return onAnnounce(activity, signer);
      case "follow":
        return onFollow(activity, signer);
      case "block":
        return onBlock(activity, signer);
      case "move":
        return onMove(activity, signer);
      case "flag":
        return onFlag(activity, signer);
      case "quote":
        return onQuote(activity, signer);
      case "other":
        return ignored(`We do not handle ${activity.type}.`);
    }
  };
}
