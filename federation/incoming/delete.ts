import { endQuotes } from "../../src/usecases/receive/drop-quotes.ts";
import { createReceiveRemoval } from "../../src/usecases/receive/receive-removal.ts";
import { refusal } from "../authenticate.ts";
import { fetchesPerActivity } from "../fetch-budget.ts";
import { type ActivityOf, type Handle, ignored, type Tools } from "./handler.ts";
import { commentIdOf } from "./remote-id.ts";
import { undoneId } from "./undelete.ts";

/**
 * Delete of a reply by its author, or of the author themselves. One by somebody else of the same server, a moderator as
 * may be, or one that was undone before it came, is believed only when the object is gone where it lived.
 */
export function createOnDelete(tools: Tools): Handle<"delete"> {
  const receiveRemoval = createReceiveRemoval(tools);

  return async function onDelete(activity, signer) {
    const id = activity.thing.id;
    if (id === null) return ignored("It names nothing.");
    const verdict = tools.authenticate({ id, owners: null }, { kind: "within", owner: signer._id });
    if (verdict.kind === "refused") throw refusal(verdict);
    if (verdict.kind === "trusted") {
      await tools.later.forget(signer._id);
      return { kind: "forgetting" };
    }
    const known = await tools.comments.get(commentIdOf(id));
    const owner = known?.author.kind === "remote" ? known.author.id : null;
    const doubtful = owner !== activity.actor || (await wasUndone(activity));
    if (known && known.state !== "removed" && doubtful) {
      await tools.later.refetch(id, activity.id, signer._id, fetchesPerActivity.jobs);
      return { kind: "queued" };
    }
    const removed = await receiveRemoval({ id: commentIdOf(id), remoteId: id, actor: known ? owner : activity.actor });
    await endQuotes(tools, { actor: activity.actor, note: id });
    return removed;
  };

  async function wasUndone(activity: ActivityOf<"delete">): Promise<boolean> {
    return activity.id !== null && tools.graves.has(undoneId(activity), tools.clock.now());
  }
}
