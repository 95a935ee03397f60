import type { World } from "../src/domain/ports.ts";
import { type ActorRole, guestActorName, nodeActorName, type Site } from "../src/domain/site.ts";

/** One of our own actors; the node's belongs to no site. */
export type OwnActor =
  | { name: string; role: Exclude<ActorRole, "node">; site: Site }
  | { name: typeof nodeActorName; role: "node"; site: null };

export interface Actors {
  /** The actor of that name; null when there is none. */
  find(name: string): Promise<OwnActor | null>;
  /** All of them, the node's first. */
  all(): Promise<OwnActor[]>;
}

/** Our actors: the node's own, and for each site its blog and the one that speaks for its guests. */
export function createActors(world: Pick<World, "sites">): Actors {
  async function all(): Promise<OwnActor[]> {
    const actors: OwnActor[] = [{ name: nodeActorName, role: "node", site: null }];
    for (const site of await world.sites.all()) {
      actors.push({ name: site.handle, role: "blog", site });
      actors.push({ name: guestActorName(site), role: "guests", site });
    }
    return actors;
  }
  return {
    all,
    find: async (name) => (await all()).find((actor) => actor.name === name) ?? null,
  };
}
