import type { RemoteProfile } from "../../src/domain/repos.ts";
import { createRefreshAuthor } from "../../src/usecases/receive/refresh-author.ts";
import { claimOf, refusal } from "../authenticate.ts";
import { shareOf } from "../fetch-budget.ts";
import type { Thing } from "./activity.ts";
import { createPublish } from "./create.ts";
import { type ActivityOf, type Handle, type Handled, handleEach, ignored, type Tools } from "./handler.ts";
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
    return handleEach(activity.things, (thing) => change(thing, activity, signer));
  };

  async function change(thing: Thing, activity: ActivityOf<"update">, signer: RemoteProfile): Promise<Handled> {
    if (thing.kind === "activity" || thing.kind === "other") return ignored("It is no post.");
    const verdict = tools.authenticate(claimOf(thing), { kind: "within", owner: signer._id });
    if (thing.kind === "actor") {
      return verdict.kind === "trusted" ? refresh(thing) : ignored("It is somebody else's profile.");
    }
    if (verdict.kind === "refused") throw refusal(verdict);
    if (thing.kind === "link") {
      await tools.later.refetch(thing.id, activity.id, signer._id, shareOf(activity.things.length));
      return { kind: "queued" };
    }
    const { note } = thing;
    const requoted = await takeQuoteAnew(note, activity.actor);
    const edited = await tools.intake.edit(note, signer);
    if (edited.kind !== "unknown") return edited;
    if (requoted && note.answers === null) return requoted;
    const young = note.published !== null && note.published.getTime() > tools.clock.now().getTime() - day;
    return young ? publish(thing, activity, signer) : ignored("We never had it, and it is old.");
  }

  async function refresh(thing: Extract<Thing, { kind: "actor" }>): Promise<Handled> {
    const profile = await tools.people.accept(thing.json);
    if (!profile) return ignored("The profile cannot be read.");
    await refreshAuthor(faceOf(profile));
    // Whether the other account says so as well has to be asked there.
    if (profile.movedTo) await tools.later.revisit(profile._id);
    return { kind: "refreshed" };
  }
}
