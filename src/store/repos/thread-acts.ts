import type { ThreadActs } from "../../domain/repos.ts";
import type { ThreadAct } from "../../domain/thread-act.ts";
import type { Docs } from "../port.ts";
import { newestFirst, ofSites } from "./paging.ts";

const standing = ["begun", "done", "undoing"] as const;

/** What was done to threads, on the document port. */
export function createThreadActs(docs: Docs<ThreadAct>): ThreadActs {
  return {
    async add(act) {
      await docs.insertOne(act);
    },
    ofBatch: async (batch) => (await docs.find({ batch }).toArray()).sort((a, b) => a.order - b.order),
    list: ({ sites = null, ...page }) => newestFirst(docs, ofSites(sites), page),
    turn: async (id, from, to) =>
      (await docs.updateOne({ _id: id, state: { $in: from } }, { $set: { state: to } })) > 0,
    async standingSince({ createdAt, threads, batch }) {
      const since = { createdAt: { $gte: createdAt }, batch: { $ne: batch }, threads: { $in: threads } };
      const found = await Promise.all(standing.map((state) => docs.find({ state, ...since }).toArray()));
      return found.flat().sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    },
    inState: (state, { from, to }, limit) =>
      docs
        .find({ state, createdAt: { $gte: from, $lte: to } })
        .sort({ createdAt: 1 })
        .limit(limit)
        .toArray(),
  };
}
