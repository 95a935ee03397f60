import { blockIdsCovering } from "../../domain/block.ts";
import type { World } from "../../domain/ports.ts";
import { publish } from "../../domain/verdict.ts";
import type { Check } from "../pipeline.ts";

/** Refuses whoever is blocked, by person or by server. */
export function createBlocklist(world: Pick<World, "blocks">): Check {
  return async ({ author }) => {
    if (author.kind !== "remote") return publish;
    const covering = await world.blocks.among(blockIdsCovering(author.id, [author.url]));
    if (covering.length === 0) return publish;
    return { kind: "refuse", reasons: covering.map((block) => `Blocked: ${block.label || block.value}.`) };
  };
}
