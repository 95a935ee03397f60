import type { World } from "../../domain/ports.ts";
import { type Ruling, ruleBy, unruled } from "../../domain/ruling.ts";
import { chainOfNetwork } from "../../domain/visitor-rules.ts";

/** What the owner's rules say on a blog of whom nothing but the network is known, as of readers who vote or report. */
export async function rulingOfNetwork(
  world: Pick<World, "blocks" | "networks">,
  address: string,
  blog: string,
): Promise<Ruling> {
  if (!(await world.blocks.hasKind("network"))) return unruled;
  return ruleBy(world.blocks, [chainOfNetwork(await world.networks.namesOf(address), address)], blog);
}
