import type { Comment } from "../../domain/comment.ts";
import type { Comments } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { coveredBy } from "./covered.ts";
import { createTellable } from "./debts.ts";
import { changeInPages, newestFirst } from "./paging.ts";
import { changeAtVersion } from "./versions.ts";

/** Comments on the document port. */
export function createComments(docs: Docs<Comment>): Comments {
  async function hideMatching(who: Filter<Comment>, block: string, now: Date): Promise<number> {
    const open = { ...who, hiddenBy: null };
    return changeInPages(docs, open, (ids) =>
      docs.updateMany(
        { _id: { $in: ids }, hiddenBy: null },
        {
          $set: { hiddenBy: block },
          $addToSet: { owed: "thread" },
          // Fills an empty date in the same write; one that was owed before starts to wait anew, which costs a sweep.
          $max: { owedSince: now },
          $inc: { version: 1 },
        },
      ),
    );
  }

  return {
    ...createTellable(docs),
    add: (comment) => docs.insertOne(comment),
    get: (id) => docs.findOne({ _id: id }),
    byNumber: (number) => docs.findOne({ number }),
    async onThread(thread) {
      const found = await docs.find({ thread, state: { $in: ["published", "removed"] } }).toArray();
      return found.sort(byAge);
    },
    change: (comment, set) => changeAtVersion(docs, comment, set),
    inState(state, page) {
      const filter: Filter<Comment> = page.site === undefined ? { state } : { state, site: page.site };
      return newestFirst(docs, filter, page);
    },
    async counts(thread) {
      const states = await docs.countBy("state", { thread, state: { $in: ["published", "held"] }, hiddenBy: null });
      return { published: states.get("published") ?? 0, held: states.get("held") ?? 0 };
    },
    async hasApproved(site, author) {
      const who: Filter<Comment> =
        "actor" in author ? { "author.id": author.actor } : { "author.hash": author.visitor };
      return (await docs.findOne({ ...who, site, state: "published", hiddenBy: null })) !== null;
    },
    async hide(block, now) {
      if (block.kind === "actor") return hideMatching({ "author.id": block.value }, block._id, now);
      let hidden = 0;
      for (const actors of await coveredBy(docs, "author.id", block.value)) {
        hidden += await hideMatching({ "author.id": { $in: actors } }, block._id, now);
      }
      return hidden;
    },
    reveal(block, now) {
      return changeInPages(docs, { hiddenBy: block }, (ids) =>
        docs.updateMany(
          { _id: { $in: ids }, hiddenBy: block },
          {
            $set: { hiddenBy: null },
            $addToSet: { owed: "thread" },
            $max: { owedSince: now },
            $inc: { version: 1 },
          },
        ),
      );
    },
    byActor: (actor, limit) => docs.find({ "author.id": actor }).sort({ createdAt: 1 }).limit(limit).toArray(),
    async forgetTold(id) {
      await docs.updateOne({ _id: id }, { $set: { told: null, toldInboxes: [], federate: false } });
    },
    async setReactions(id, counts) {
      await docs.updateOne({ _id: id }, { $set: { counts } });
    },
  };
}

function byAge(a: Comment, b: Comment): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || a.number - b.number;
}
