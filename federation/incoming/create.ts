import type { RemoteProfile } from "../../src/domain/repos.ts";
import { demandOwnNote } from "../authenticate.ts";
import type { Thing } from "./activity.ts";
import { sameOrigin } from "./documents.ts";
import type { ActivityOf, Handle, Handled, Tools } from "./handler.ts";
import { ignored } from "./handler.ts";
import { createTakeQuote } from "./quote.ts";

/**
 * Create: a public reply to something of ours is stored; one whose parent we do not know is looked into later. A post that
 * quotes something of ours is counted; it is a comment only when it also answers.
 */
export function createOnCreate(tools: Tools): Handle<"create"> {
  const publish = createPublish(tools);
  return async function onCreate(activity, signer) {
    let handled = ignored("There is nothing in it.");
    for (const thing of activity.things) handled = await publish(thing, activity, signer);
    return handled;
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
    if (thing.kind === "link" && sameOrigin(thing.id, activity.actor)) {
      await tools.later.refetch(thing.id, activity.id, signer._id);
      return { kind: "queued" };
    }
    if (thing.kind !== "note") return ignored("It is no post.");
    const { note } = thing;
    demandOwnNote(note, activity.actor);
    if (note.public !== true) return ignored("It is private.");
    if (note.vote) return ignored("It is a vote.");
    const quoted = await takeQuote(note, activity.actor);
    if (note.answers === null) return quoted ?? ignored("It answers nothing.");
    const place = await tools.resolve(note.answers);
    if (place.kind === "nothing") return quoted ?? ignored("It answers nothing of ours.");
    if (place.kind === "found") {
      if (!(await tools.graves.has(note.id, tools.clock.now()))) return tools.intake.store(note, signer, place);
      // Somebody of that server said that it is deleted: its author, or a moderator as may be.
      await tools.later.refetch(note.id, activity.id, signer._id);
      return { kind: "queued" };
    }
    const { id, answers, audience, lang } = note;
    await tools.later.climb({ id, answers, json: thing.json, envelope: { audience, lang } }, activity.actor);
    return { kind: "queued" };
  };
}
