import type { Reaction } from "../../domain/reaction.ts";
import type { Reactions } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { coveredBy } from "./covered.ts";

/** Reactions on the document port. */
export function createReactions(docs: Docs<Reaction>): Reactions {
  /** Removes what matches and returns the targets that lost a reaction that counted. */
  async function dropMatching(who: Filter<Reaction>): Promise<string[]> {
    const counted = await docs.countBy("target", { ...who, undone: false });
    await docs.deleteMany(who);
    return [...counted.keys()];
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
    async drop(who) {
      if ("actor" in who) return dropMatching({ actor: who.actor });
      const targets = new Set<string>();
      for (const hosts of await coveredBy(docs, "host", who.host)) {
        for (const target of await dropMatching({ host: { $in: hosts } })) targets.add(target);
      }
      return [...targets];
    },
  };
}
