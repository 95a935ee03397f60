import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site, Writer } from "../../domain/site.ts";
import { createReadTarget, type FindActor } from "./read-target.ts";
import { createWriteDown } from "./write-down.ts";

/** So many accounts write one blog at most. */
const maxWriters = 20;

type Needs = Pick<World, "sites" | "profiles" | "comments" | "isPublicSuffix" | "audit" | "clock" | "ids">;

/** Names the fediverse accounts of those who write a blog, by handle or profile address; they are known by the id found then. */
export function createNameWriters(world: Needs, findActor: FindActor | null) {
  const readTarget = createReadTarget(world, findActor);
  const writeDown = createWriteDown(world);

  async function demand(id: string): Promise<Site> {
    const site = await world.sites.get(id);
    if (!site) throw new Problem("not-found", "There is no such blog.");
    return site;
  }

  async function keep(site: Site, writers: Writer[]): Promise<void> {
    await world.sites.set(site._id, { writers });
    await world.sites.raiseEpoch(site._id);
  }

  return {
    /** Throws `invalid`, `not-found` for an account that is not found, and what asking its server throws. */
    async add(siteId: string, who: string, by: Moderator): Promise<Writer> {
      const site = await demand(siteId);
      const { value: id, label = id } = await readTarget(who, "actor");
      const writer = { id, handle: label.replace(/^@/, "") };
      const others = (site.writers ?? []).filter((known) => known.id !== id);
      if (others.length >= maxWriters) throw new Problem("invalid", `Name ${maxWriters} accounts at most.`);
      await keep(site, [...others, writer]);
      await writeDown({ by, act: "writer.add", site: siteId, subject: id, label: writer.handle });
      return writer;
    },
    /** Throws `not-found`. */
    async remove(siteId: string, id: string, by: Moderator): Promise<void> {
      const site = await demand(siteId);
      const known = site.writers ?? [];
      const found = known.find((writer) => writer.id === id);
      if (!found) throw new Problem("not-found", "That account is not named, or not any more.");
      await keep(
        site,
        known.filter((writer) => writer !== found),
      );
      await writeDown({ by, act: "writer.remove", site: siteId, subject: id, label: found.handle });
    },
  };
}
