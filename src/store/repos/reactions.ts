import type { Reaction } from "../../domain/reaction.ts";
import type { Reactions } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { coveredBy } from "./covered.ts";
import { pageSize } from "./paging.ts";

/** Reactions on the document port. */
export function createReactions(docs: Docs<Reaction>): Reactions {
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
    async by(who, limit) {
      if ("actor" in who) return docs.find({ actor: who.actor }).limit(limit).toArray();
      const found: Reaction[] = [];
      for (const hosts of await coveredBy(docs, "host", who.host)) {
        const missing = limit - found.length;
        if (missing === 0) break;
        const some = docs.find({ host: { $in: hosts } }).limit(missing);
        found.push(...(await some.toArray()));
      }
      return found;
    },
    async *actorsOn(target) {
      let after = "";
      for (;;) {
        const page = await docs
          .find({ target, _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(pageSize)
          .toArray();
        if (page.length > 0) yield page.map(({ actor }) => actor);
        if (page.length < pageSize) return;
        after = page.at(-1)?._id as string;
      }
    },
    async remove(ids) {
      await docs.deleteMany({ _id: { $in: ids } });
    },
  };
}
