import { type Block, blockId } from "../../domain/block.ts";
import { hostChain, normaliseHost } from "../../domain/host-name.ts";
import { networksOf, normaliseNetwork } from "../../domain/network.ts";
import type { World } from "../../domain/ports.ts";
import { chainsOf } from "../../domain/ruling.ts";
import { tidyPattern } from "../../domain/word-pattern.ts";
import { networkHash } from "../visit/visitor.ts";
import type { Target } from "./read-target.ts";

/** Finds the rules that cover somebody or something, the one that decides first. Throws `invalid`. */
export function createFindRules(world: Pick<World, "blocks" | "secrets">) {
  return async function findRules(target: Target): Promise<Block[]> {
    const ids = idsOf(target);
    const found = new Map((await world.blocks.among(ids)).map((rule) => [rule._id, rule]));
    return ids.flatMap((id) => found.get(id) ?? []);
  };

  function idsOf({ kind, value }: Target): string[] {
    switch (kind) {
      case "actor":
        return chainsOf({ id: value }).flat();
      case "host":
        return chainsOf({ id: `https://${normaliseHost(value)}/` })
          .flat()
          .slice(1);
      case "mail":
        return hostChain(normaliseHost(value.replace(/^.*@/, ""))).map((host) => blockId("mail", host));
      case "network": {
        const [address = ""] = normaliseNetwork(value).split("/");
        return [...networksOf(address), networkHash(world, address)].map((one) => blockId("network", one));
      }
      case "word":
        return [blockId("word", tidyPattern(value))];
      case "visitor":
        return [blockId("visitor", value)];
    }
  }
}
