import type { RemoteProfile } from "../../src/domain/repos.ts";
import { claimOf, refusal } from "../authenticate.ts";
import { shareOf } from "../fetch-budget.ts";
import type { Thing } from "./activity.ts";
import type { ActivityOf, Handle, Handled, Tools } from "./handler.ts";
import { handleEach, ignored, privately } from "./handler.ts";
import { createTakeQuote } from "./quote.ts";

/**
 * Create: a public reply to something of ours is stored; one whose parent we do not know is looked into later. A post that
 * quotes something of ours is counted; it is a comment only when it also answers.
 */
export function createOnCreate(tools: Tools): Handle<"create"> {
  const publish = createPublish(tools);
  return async function onCreate(activity, signer) {
    return handleEach(activity.things, (thing) => publish(thing, activity, signer));
  };
}

/** Does the same for one thing of a Create, or of an Update for what we never had. */
export function createPublish(tools: Tools) {
  const takeQuote = createTakeQuote(tools);
  return async function publish(
    thing: Thing,
    activity: ActivityOf<"create"> | ActivityOf<"update">,
    signer: RemoteProfile,
  ): Promise<Handled> {
    if (thing.kind !== "note" && thing.kind !== "link") return ignored("It is no post.");
    const verdict = tools.authenticate(claimOf(thing), { kind: "within", owner: signer._id });
    if (verdict.kind === "refused") throw refusal(verdict);
    if (thing.kind === "link") {
      await tools.later.refetch(thing.id, activity.id, signer._id, shareOf(activity.things.length));
      return { kind: "queued" };
    }
    const { note } = thing;
    const place = note.answers === null ? null : await tools.resolve(note.answers);
    const thread = place?.kind === "found" ? place.thread._id : null;
    if (note.public !== true) return { ...privately(), thread };
    if (note.vote) return { ...ignored("It is a vote."), thread };
    const quoted = await takeQuote(note, activity.actor);
    if (note.answers === null || place === null) return quoted ?? ignored("It answers nothing.");
    if (place.kind === "nothing") return quoted ?? ignored("It answers nothing of ours.");
    if (place.kind === "found") {
      if (!(await tools.graves.has(note.id, tools.clock.now())))
        return { thread, ...(await tools.intake.store(note, signer, place)) };
      // Somebody of that server said that it is deleted: its author, or a moderator as may be.
      await tools.later.refetch(note.id, activity.id, signer._id, shareOf(activity.things.length));
      return { kind: "queued" };
    }
    const { id, answers, audience, lang } = note;
    const fetches = shareOf(activity.things.length);
    await tools.later.climb({ id, answers, envelope: { audience, lang } }, activity.actor, fetches);
    return { kind: "queued" };
  };
}
