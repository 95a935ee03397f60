import { type History, withEarlier } from "../../domain/history.ts";
import type { Histories } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";
import { updateOrInsert } from "./update-or-insert.ts";

/** What comments said before, on the document port: one document for each comment that was changed. */
export function createHistories(docs: Docs<History>): Histories {
  return {
    async keep(comment, words) {
      const known = await docs.findOne({ _id: comment });
      const earlier = withEarlier(known?.earlier ?? [], words);
      await updateOrInsert(docs, { $set: { earlier } }, { _id: comment, earlier });
    },
    async of(comment) {
      return (await docs.findOne({ _id: comment }))?.earlier ?? [];
    },
    async forget(comment) {
      await docs.deleteOne({ _id: comment });
    },
  };
}
