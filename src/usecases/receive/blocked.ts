import { blockIdsCovering } from "../../domain/block.ts";
import type { World } from "../../domain/ports.ts";

/** Whether a block covers this actor or the server of any of the addresses; asked on every path that stores something. */
export async function isBlocked(
  world: Pick<World, "blocks">,
  actor: string,
  addresses: readonly string[] = [],
): Promise<boolean> {
  return (await world.blocks.among(blockIdsCovering(actor, addresses))).length > 0;
}
