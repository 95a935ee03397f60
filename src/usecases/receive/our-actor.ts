import type { World } from "../../domain/ports.ts";
import { guestActorName, nodeActorName, type Site } from "../../domain/site.ts";

/** One of our own actors: the node's, which only signs, or a site's. */
export type OurActor = { role: "node" } | { role: "blog" | "guests"; site: Site };

/** Which of our own actors a name means; null when there is none. */
export async function findOurActor(world: Pick<World, "sites">, name: string): Promise<OurActor | null> {
  if (name === nodeActorName) return { role: "node" };
  for (const site of await world.sites.all()) {
    if (site.handle === name) return { role: "blog", site };
    if (guestActorName(site) === name) return { role: "guests", site };
  }
  return null;
}

/** Whether somebody may follow it: a blog always, the guests of a blog while they are let out into the fediverse. */
export function canBeFollowed(actor: OurActor | null): boolean {
  return actor?.role === "blog" || (actor?.role === "guests" && actor.site.guests);
}
