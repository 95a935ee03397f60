import type { Nodes, ServingNode } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";

/** The nodes that serve a store, on the document port. */
export function createNodes(docs: Docs<ServingNode>): Nodes {
  return {
    async say({ _id, ...said }) {
      await docs.updateOne({ _id }, { $set: said }, { upsert: true });
    },
    async leave(id) {
      await docs.deleteOne({ _id: id });
    },
    serving: (now) =>
      docs
        .find({ until: { $gt: now } })
        .sort({ startedAt: 1 })
        .toArray(),
  };
}
