import type { Block, BlockKind } from "../../domain/block.ts";
import type { Blocks } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { newestFirst } from "./paging.ts";
import { startsWith } from "./starts-with.ts";

/** Blocks on the document port. */
export function createBlocks(docs: Docs<Block>): Blocks {
  return {
    async put(...blocks) {
      if ((await docs.insertMany(blocks)) === blocks.length) return;
      for (const { _id, ...members } of blocks) await docs.updateOne({ _id }, { $set: members }, { upsert: true });
    },
    remove: async (id) => (await docs.deleteOne({ _id: id })) > 0,
    list: (site) => docs.find(of(site)).sort({ createdAt: -1 }).toArray(),
    page({ kind, site, ...page }) {
      const filter: Filter<Block> = { ...of(site), ...(kind === undefined ? {} : { kind }) };
      return newestFirst(docs, filter, page);
    },
    ofKind: (kind) => docs.find({ kind }).toArray(),
    counts: async (site) => (await docs.countBy("kind", of(site))) as Map<BlockKind, number>,
    expired: (now, limit) =>
      docs
        .find({ until: { $lte: now } })
        .limit(limit)
        .toArray(),
    hasKind: async (kind) => (await docs.findOne({ kind })) !== null,
    namesNetwork: async (start) => (await docs.findOne({ kind: "network", value: startsWith(start) })) !== null,
    among: (ids) => docs.named(ids),
  };
}

/** Rules that were made before there were any of one blog name none. */
function of(site: string | null | undefined): Filter<Block> {
  return site === undefined ? {} : { site };
}
