import type { Block, BlockKind } from "../../domain/block.ts";
import type { Blocks } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { newestFirst } from "./paging.ts";

/** Blocks on the document port. */
export function createBlocks(docs: Docs<Block>): Blocks {
  return {
    async put(...blocks) {
      if ((await docs.insertMany(blocks)) === blocks.length) return;
      for (const { _id, ...members } of blocks) await docs.updateOne({ _id }, { $set: members }, { upsert: true });
    },
    remove: async (id) => (await docs.deleteOne({ _id: id })) > 0,
    list: () => docs.find({}).sort({ createdAt: -1 }).toArray(),
    page({ kind, ...page }) {
      const filter: Filter<Block> = kind === undefined ? {} : { kind };
      return newestFirst(docs, filter, page);
    },
    ofKind: (kind) => docs.find({ kind }).toArray(),
    counts: async () => (await docs.countBy("kind", {})) as Map<BlockKind, number>,
    expired: (now, limit) =>
      docs
        .find({ until: { $lte: now } })
        .limit(limit)
        .toArray(),
    among: (ids) => docs.find({ _id: { $in: ids } }).toArray(),
  };
}
