import type { Block } from "../../domain/block.ts";
import type { Blocks } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";

/** Blocks on the document port. */
export function createBlocks(docs: Docs<Block>): Blocks {
  return {
    async put(block) {
      const { _id, ...members } = block;
      await docs.updateOne({ _id }, { $set: members }, { upsert: true });
    },
    remove: async (id) => (await docs.deleteOne({ _id: id })) > 0,
    list: () => docs.find({}).sort({ createdAt: -1 }).toArray(),
    among: (ids) => docs.find({ _id: { $in: ids } }).toArray(),
  };
}
