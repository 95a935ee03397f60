import type { World } from "../../src/domain/ports.ts";
import { createNetworks } from "../../src/usecases/visit/networks.ts";
import { testIds } from "./ids.ts";

/** A part of a world, with names of networks as a node makes them. */
export function withNetworks<W extends Pick<World, "salts" | "secrets" | "clock">>(
  world: W,
): W & Pick<World, "networks"> {
  return { ...world, networks: createNetworks({ ...world, ids: testIds }) };
}
