import { type Block, blockId, onBlog } from "../../domain/block.ts";
import { hostChain, normaliseHost } from "../../domain/host-name.ts";
import { networksOf, normaliseNetwork } from "../../domain/network.ts";
import type { World } from "../../domain/ports.ts";
import { type Blog, chainsOf } from "../../domain/ruling.ts";
import { tidyPattern } from "../../domain/word-pattern.ts";
import { isHash } from "./make-rule.ts";
import type { Target } from "./read-target.ts";

/**
 * Finds the rules that cover somebody or something, of one blog or with null of the whole node, or of all where nothing is
 * said; the nearest first, those of blogs before that of the node which is as wide. Throws `invalid`.
 */
export function createFindRules(world: Pick<World, "blocks" | "sites" | "networks">) {
  return async function findRules(target: Target, blog?: Blog): Promise<Block[]> {
    const blogs = blog === undefined ? [...(await world.sites.all()).map(({ _id }) => _id), null] : [blog];
    const ids = (await idsOf(target)).flatMap((id) => blogs.map((one) => onBlog(id, one)));
    const found = new Map((await world.blocks.among(ids)).map((rule) => [rule._id, rule]));
    return ids.flatMap((id) => found.get(id) ?? []);
  };

  async function idsOf({ kind, value }: Target): Promise<string[]> {
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
        if (isHash(value)) return [blockId("network", value)];
        const [address = ""] = normaliseNetwork(value).split("/");
        return [...networksOf(address), ...(await world.networks.namesOf(address))].map((one) =>
          blockId("network", one),
        );
      }
      case "word":
        return [blockId("word", tidyPattern(value))];
      case "visitor":
        return [blockId("visitor", value)];
    }
  }
}
