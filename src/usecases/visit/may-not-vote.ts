import type { World } from "../../domain/ports.ts";
import { byId, weigh } from "../../domain/ruling.ts";
import { chainsOfVisitor } from "../../domain/visitor-rules.ts";
import { networkHash } from "./visitor.ts";

/** Whether a rule of the owner's takes no votes from a network: it is shut out, or its reactions are. */
export async function mayNotVote(world: Pick<World, "blocks" | "secrets">, address: string): Promise<boolean> {
  const hash = networkHash(world, address);
  const chains = chainsOfVisitor({ kind: "visitor", name: "", website: null, email: null, hash }, address);
  const { severity, rejects } = weigh(chains, byId(await world.blocks.among(chains.flat())));
  return severity === "block" || rejects.has("reactions");
}
