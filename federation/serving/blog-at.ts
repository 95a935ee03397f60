import type { World } from "../../src/domain/ports.ts";
import type { Blog } from "../../src/domain/ruling.ts";
import { blogOfActor } from "../../src/usecases/receive/our-actor.ts";
import type { Addresses, Named } from "../addresses.ts";
import { readActivityId, readActorUpdateId } from "../outgoing/activity-id.ts";

/** What the blog of an address is read off. */
export type BlogAtNeeds = Pick<World, "sites" | "threads" | "comments" | "reactions">;

/** Finds whose blog something is on that lies at a path of ours, a collection of it included; null for none. */
export function createBlogAt(world: BlogAtNeeds, addresses: Pick<Addresses, "origin" | "read">) {
  return async function blogAt(path: string): Promise<Blog> {
    const object = path.split("/").slice(0, 4).join("/");
    return blogOf(addresses.read(addresses.origin + object));
  };

  async function blogOf(named: Named | null): Promise<Blog> {
    switch (named?.kind) {
      case "actor":
        return blogOfActor(world, named.name);
      case "post":
        return (await world.threads.byNote(named.id))?.site ?? null;
      case "comment":
        return (await world.comments.get(named.id))?.site ?? null;
      case "quote": {
        const quote = (await world.reactions.get(named.id))?.quote;
        return quote ? blogOfActor(world, quote.by) : null;
      }
      case "activity": {
        const said = readActivityId(named.id);
        if (said) return blogOf({ kind: said.of, id: said.document });
        const look = readActorUpdateId(named.id);
        return look ? blogOfActor(world, look.actor) : null;
      }
      case undefined:
        return null;
    }
  }
}
