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

/** The blog that one of our actors speaks for; null for the node's own, and for none of ours. */
export async function blogOfActor(world: Pick<World, "sites">, name: string): Promise<string | null> {
  const actor = await findOurActor(world, name);
  return actor === null || actor.role === "node" ? null : actor.site._id;
}

/** The names of the actors that speak for a blog. */
export function actorsOf(site: Pick<Site, "handle">): string[] {
  return [site.handle, guestActorName(site)];
}

/** Whether somebody may follow it: a blog always, the guests of a blog while they are let out into the fediverse. */
export function canBeFollowed(actor: OurActor | null): actor is Extract<OurActor, { site: Site }> {
  return actor?.role === "blog" || (actor?.role === "guests" && actor.site.guests);
}
