import type { Comment } from "../../domain/comment.ts";
import type { Comments } from "../../domain/repos.ts";
import { anySalt } from "../../domain/salt.ts";
import type { Docs } from "../port.ts";
import { changeInPages } from "./paging.ts";

type Forgetting = Pick<Comments, "forgetNetworks" | "inOrder" | "withMailbox" | "heldBefore" | "countHeld">;

/** What comments lose with time, and how those are found. */
export function createForgetting(docs: Docs<Comment>): Forgetting {
  const idsOf = (page: readonly Comment[]) => ({ _id: { $in: page.map(({ _id }) => _id) } });

  return {
    async forgetNetworks(before) {
      const within = { $gte: anySalt, $lt: before };
      const beside = await changeInPages(docs, { "author.network": within }, (page) =>
        docs.updateMany(idsOf(page), { $unset: { "author.network": true } }),
      );
      const alone = await changeInPages(docs, { "author.hash": within }, (page) =>
        docs.updateMany(idsOf(page), { $set: { "author.hash": "" } }),
      );
      return beside + alone;
    },
    inOrder: (after, limit) =>
      docs
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    withMailbox: (before, limit, after) =>
      docs
        .find({ "author.email": { $gt: "" }, createdAt: { $lte: before }, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    heldBefore: (time, limit) =>
      docs
        .find({ state: "held", heldSince: { $lte: time } })
        .sort({ heldSince: 1 })
        .limit(limit)
        .toArray(),
    async countHeld(now) {
      await changeInPages(docs, { state: "held", heldSince: null }, (page) =>
        docs.updateMany({ ...idsOf(page), state: "held", heldSince: null }, { $set: { heldSince: now } }),
      );
    },
  };
}
