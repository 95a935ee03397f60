import type { World } from "../../domain/ports.ts";
import { byId, type Ruling, weigh } from "../../domain/ruling.ts";
import { chainsOfVisitor } from "../../domain/visitor-rules.ts";
import { networkHash } from "./visitor.ts";

/** What the owner's rules say of somebody of whom nothing but the network is known, as of readers who vote or report. */
export async function rulingOfNetwork(world: Pick<World, "blocks" | "secrets">, address: string): Promise<Ruling> {
  const hash = networkHash(world, address);
  const chains = chainsOfVisitor({ kind: "visitor", name: "", website: null, email: null, hash }, address);
  return weigh(chains, byId(await world.blocks.among(chains.flat())));
}
