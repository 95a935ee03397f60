import type { Reaction } from "../../domain/reaction.ts";
import type { Reactions } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { coveredBy } from "./covered.ts";

/** Reactions on the document port. */
export function createReactions(docs: Docs<Reaction>): Reactions {
  /** The filters that together find all of an actor, or of a host with its subdomains. */
  async function allBy(who: { actor: string } | { host: string }): Promise<Filter<Reaction>[]> {
    if ("actor" in who) return [{ actor: who.actor }];
    return (await coveredBy(docs, "host", who.host)).map((hosts) => ({ host: { $in: hosts } }));
  }

  return {
    async put(reaction) {
      if ((await docs.insertOne(reaction)) === "added") return "added";
      const { _id, ...members } = reaction;
      const undone: Filter<Reaction> = { _id, undone: true, activity: { $ne: reaction.activity } };
      return (await docs.updateOne(undone, { $set: members })) > 0 ? "added" : "already";
    },
    byActivity: (activity) => docs.findOne({ activity }),
    get: (id) => docs.findOne({ _id: id }),
    undo: (id) =>
      docs.findOneAndUpdate({ _id: id, undone: false }, { $set: { undone: true } }, { returnDocument: "after" }),
    async counts(target) {
      const kinds = await docs.countBy("kind", { target, undone: false });
      return { likes: kinds.get("like") ?? 0, boosts: kinds.get("boost") ?? 0 };
    },
    async undoAll(who) {
      const targets = new Set<string>();
      for (const filter of await allBy(who)) {
        await docs.updateMany({ ...filter, undone: false }, { $set: { undone: true } });
        for (const target of (await docs.countBy("target", filter)).keys()) targets.add(target);
      }
      return [...targets];
    },
    async drop(who) {
      for (const filter of await allBy(who)) await docs.deleteMany(filter);
    },
  };
}
