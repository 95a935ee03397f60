import type { Upgrade } from "./upgrade.ts";

/** Takes away the second of two indexes that begin with the author: what it was asked, the first finds as well. */
export const dropSecondAuthorIndex: Upgrade = {
  version: 5,
  title: "the second of two indexes by author is taken away",
  async run({ dropIndex }) {
    await dropIndex("comments", ["author.id", "state", "createdAt", "_id"]);
  },
};
