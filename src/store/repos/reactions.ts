import { maxEmojiShown, type ReactionCounts } from "../../domain/comment.ts";
import { readEmojiKey } from "../../domain/emoji.ts";
import type { Reaction } from "../../domain/reaction.ts";
import type { Reactions } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { pageSize } from "./paging.ts";

const quoting = ["quote", "permit"] as const;

/** Reactions on the document port. */
export function createReactions(docs: Docs<Reaction>): Reactions {
  async function emojiCounts(target: string): Promise<Partial<ReactionCounts>> {
    const carrying: Filter<Reaction> = { target, undone: false, emoji: { $gt: "" } };
    const counted = [...(await docs.countBy("emoji", carrying))].sort(mostFirst);
    if (counted.length === 0) return {};
    const likes = await docs.countDocuments({ ...carrying, kind: "like" });
    const others = counted.slice(maxEmojiShown).reduce((sum, [, count]) => sum + count, 0);
    return {
      ...(likes > 0 ? { emojiLikes: likes } : {}),
      emoji: counted.slice(0, maxEmojiShown).map(([key, count]) => ({ ...readEmojiKey(key), count })),
      ...(others > 0 ? { moreEmoji: others } : {}),
    };
  }

  return {
    async put(reaction) {
      if ((await docs.insertOne(reaction)) === "added") return "added";
      const { _id, ...members } = reaction;
      const { activity, emoji } = members;
      const changed: Filter<Reaction> = {
        _id,
        activity: { $ne: activity },
        $or: [{ undone: true }, { emoji: { $ne: emoji ?? null } }],
      };
      const update = { $set: members, ...(emoji === undefined ? { $unset: { emoji: true as const } } : {}) };
      return (await docs.updateOne(changed, update)) > 0 ? "added" : "already";
    },
    async renew({ _id, ...members }) {
      await docs.updateOne({ _id }, { $set: members }, { upsert: true });
    },
    byActivity: (activity) => docs.findOne({ activity }),
    get: (id) => docs.findOne({ _id: id }),
    undo: (id) =>
      docs.findOneAndUpdate({ _id: id, undone: false }, { $set: { undone: true } }, { returnDocument: "after" }),
    async counts(target) {
      const standing: Filter<Reaction> = { target, undone: false };
      const kinds = await docs.countBy("kind", standing);
      const { like = 0, boost = 0, dislike = 0, emoji = 0, quote = 0 } = Object.fromEntries(kinds);
      return {
        likes: like,
        boosts: boost,
        ...(dislike > 0 ? { dislikes: dislike } : {}),
        ...(quote > 0 ? { quotes: (await docs.countBy("actor", { ...standing, kind: "quote" })).size } : {}),
        ...(like + emoji > 0 ? await emojiCounts(target) : {}),
      };
    },
    between: (actor, target, limit) => docs.find({ actor, target, undone: false }).limit(limit).toArray(),
    quotesIn: (actor, note, limit) =>
      docs
        .find({ activity: note, actor, kind: { $in: quoting }, undone: false })
        .limit(limit)
        .toArray(),
    standingQuotes: (target, limit) =>
      docs.find({ target, undone: false, kind: "quote" }).sort({ createdAt: -1 }).limit(limit).toArray(),
    quotesOf: (target, limit) =>
      docs
        .find({ target, kind: { $in: quoting } })
        .limit(limit)
        .toArray(),
    by: (actor, limit, after = "") =>
      docs
        .find({ actor, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    actors: async () => [...(await docs.countBy("actor", {})).keys()],
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

function mostFirst([key, count]: [string, number], [other, others]: [string, number]): number {
  return others - count || (key < other ? -1 : 1);
}
