import type { Notice } from "../../domain/notice.ts";
import type { Notices } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";

/** What the owner was told, on the document port. */
export function createNotices(docs: Docs<Notice>): Notices {
  return {
    get: (comment) => docs.findOne({ _id: comment }),
    async put({ _id, ...rest }) {
      await docs.updateOne({ _id }, { $set: rest }, { upsert: true });
    },
    async forget(comment) {
      await docs.deleteOne({ _id: comment });
    },
    forLetter(site, limit, before) {
      const filter = { site, letter: true, ...(before ? { at: { $lt: before } } : {}) };
      return docs.find(filter).sort({ at: 1 }).limit(limit).toArray();
    },
    async lettered(comments) {
      if (comments.length > 0) await docs.updateMany({ _id: { $in: comments } }, { $set: { letter: false } });
    },
  };
}
