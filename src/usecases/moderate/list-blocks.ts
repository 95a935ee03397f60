import type { Block } from "../../domain/block.ts";
import type { World } from "../../domain/ports.ts";

/** All blocks, the newest first. */
export function createListBlocks(world: Pick<World, "blocks">) {
  return async function listBlocks(): Promise<Block[]> {
    const blocks = await world.blocks.list();
    return [...blocks].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  };
}
