import { blockId } from "../../domain/block.ts";
import { normaliseNetwork } from "../../domain/network.ts";
import type { World } from "../../domain/ports.ts";
import { isHash } from "./make-rule.ts";
import type { Target } from "./read-target.ts";

/**
 * What a rule is about, where that is a household's network which was typed: known by the name that comments carry, as one
 * that was taken from a comment is, so that both are one rule. Throws `invalid` for what is no network.
 */
export async function nameHousehold(
  world: Pick<World, "blocks" | "networks">,
  target: Readonly<Target>,
  site: string | null,
): Promise<Target> {
  if (target.kind !== "network" || isHash(target.value)) return target;
  const network = normaliseNetwork(target.value);
  const [address = "", size] = network.split("/");
  if (size !== (address.includes(":") ? "48" : "24")) return target;
  const names = await world.networks.namesOf(address);
  const [known] = await world.blocks.among(names.map((name) => blockId("network", name, site)));
  return { ...target, value: known?.value ?? (names[0] as string), label: target.label?.trim() || network };
}
