import type { Spent } from "../../domain/repos.ts";
import type { SpentOnce } from "../documents.ts";
import type { Docs } from "../port.ts";

/** What was used up, on the document port: whoever stores it first used it. */
export function createSpent(docs: Docs<SpentOnce>): Spent {
  return {
    spend: async (id, until) => (await docs.insertOne({ _id: id, until })) === "added",
    async giveBack(id) {
      await docs.deleteOne({ _id: id });
    },
  };
}
