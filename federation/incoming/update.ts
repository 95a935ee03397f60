import type { RemoteProfile } from "../../src/domain/repos.ts";
import { createRefreshAuthor } from "../../src/usecases/receive/refresh-author.ts";
import { demandOwnNote } from "../authenticate.ts";
import type { Thing } from "./activity.ts";
import { createPublish } from "./create.ts";
import { sameOrigin } from "./documents.ts";
import { type ActivityOf, type Handle, type Handled, ignored, type Tools } from "./handler.ts";
import { faceOf } from "./intake.ts";
import { createTakeQuoteAnew } from "./quote.ts";

const day = 86_400_000;

/**
 * Update: a new version of a reply, or of the sender's own profile. One that comes before its Create stands in for it,
 * while the post is less than a day old.
 */
export function createOnUpdate(tools: Tools): Handle<"update"> {
  const publish = createPublish(tools);
  const takeQuoteAnew = createTakeQuoteAnew(tools);
  const refreshAuthor = createRefreshAuthor(tools);

  return async function onUpdate(activity, signer) {
    let handled = ignored("There is nothing in it.");
    for (const thing of activity.things) handled = await change(thing, activity, signer);
    return handled;
  };

  async function change(thing: Thing, activity: ActivityOf<"update">, signer: RemoteProfile): Promise<Handled> {
    if (thing.kind === "actor") return refresh(thing, activity.actor);
    if (thing.kind === "link" && sameOrigin(thing.id, activity.actor)) {
      await tools.later.refetch(thing.id, activity.id, signer._id);
      return { kind: "queued" };
    }
    if (thing.kind !== "note") return ignored("It is no post.");
    const { note } = thing;
    demandOwnNote(note, activity.actor);
    const requoted = await takeQuoteAnew(note, activity.actor);
    const edited = await tools.intake.edit(note, signer, note.public === true);
    if (edited.kind !== "unknown") return edited;
    if (requoted && note.answers === null) return requoted;
    const young = note.published !== null && note.published.getTime() > tools.clock.now().getTime() - day;
    return young ? publish(thing, activity, signer) : ignored("We never had it, and it is old.");
  }

  async function refresh(thing: Extract<Thing, { kind: "actor" }>, actor: string): Promise<Handled> {
    if (thing.id !== actor) return ignored("It is somebody else's profile.");
    const profile = await tools.people.accept(thing.json);
    if (!profile) return ignored("The profile cannot be read.");
    await refreshAuthor(faceOf(profile));
    return { kind: "refreshed" };
  }
}
