import type { World } from "../../domain/ports.ts";
import { type ActorRole, guestActorName, nodeActorName } from "../../domain/site.ts";

/** Which of our own actors a name means; null when there is none. Only blogs and switched-on guests can be followed. */
export async function findOurActor(world: Pick<World, "sites">, name: string): Promise<ActorRole | null> {
  if (name === nodeActorName) return "node";
  for (const site of await world.sites.all()) {
    if (site.handle === name) return "blog";
    if (guestActorName(site) === name) return "guests";
  }
  return null;
}
