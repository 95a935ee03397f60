import type { Walks } from "../../domain/repos.ts";
import type { Walk } from "../../domain/walk.ts";
import type { Docs } from "../port.ts";

/** Walks on the document port. */
export function createWalks(docs: Docs<Walk>): Walks {
  return {
    get: (thread) => docs.findOne({ _id: thread }),
    async stir(thread, activityAt, dueAt) {
      const first = { walkedAt: null, resume: null };
      await docs.updateOne(
        { _id: thread },
        { $max: { activityAt }, $min: { dueAt }, $setOnInsert: first },
        { upsert: true },
      );
    },
    async take(now, until, limit) {
      const due = { dueAt: { $lte: now } };
      const found = await docs.find(due).sort({ dueAt: 1 }).limit(limit).toArray();
      if (found.length > 0) {
        await docs.updateMany({ _id: { $in: found.map(({ _id }) => _id) }, ...due }, { $set: { dueAt: until } });
      }
      return found;
    },
    async walked(thread, { dueAt, ...walk }) {
      await docs.updateOne(
        { _id: thread },
        dueAt ? { $set: { ...walk, dueAt } } : { $set: walk, $unset: { dueAt: true } },
      );
    },
  };
}
