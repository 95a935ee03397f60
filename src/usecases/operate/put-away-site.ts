import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { pollJob } from "../publish/take-feed.ts";

type Needs = Pick<World, "sites" | "jobs" | "audit" | "clock" | "ids">;

/**
 * Takes a blog off the node and puts it back. While it is away nothing of it is served or taken, and nobody is told;
 * all of it is kept. `isConfigured` tells of which blogs the node's start would bring them back.
 */
export function createPutAwaySite(world: Needs, isConfigured: (site: Site) => boolean) {
  const writeDown = createWriteDown(world);

  /** Throws `not-found`, and `conflict` for the only blog and for one that is named where the node is started. */
  async function demandRemovable(id: string): Promise<Site> {
    const site = await world.sites.get(id);
    if (!site) throw new Problem("not-found", "There is no such blog, or not any more.");
    if (isConfigured(site))
      throw new Problem(
        "conflict",
        `${site.name} is named in ANTIPHON_SITE: take it out there, and start the node again.`,
      );
    if ((await world.sites.all()).length === 1)
      throw new Problem("conflict", "It is the only blog of this node: add another one first.");
    return site;
  }

  return {
    demandRemovable,
    /** Throws what `demandRemovable` throws. */
    async remove(id: string, by: Moderator): Promise<void> {
      const site = await demandRemovable(id);
      await world.sites.set(id, { removedAt: world.clock.now() });
      await writeDown({ by, act: "site.remove", site: id, subject: id, label: site.name });
    },
    /** Its feed is read anew, as if the node had stood still meanwhile. Throws `not-found`. */
    async restore(id: string, by: Moderator): Promise<Site> {
      const site = (await world.sites.putAway()).find(({ _id }) => _id === id);
      if (!site) throw new Problem("not-found", "There is no such blog that was put away.");
      const now = world.clock.now();
      const polling = { ...site.polling, nextPollAt: now };
      await world.sites.set(id, { removedAt: null, polling });
      await world.sites.raiseEpoch(id);
      await world.jobs.put([pollJob({ _id: id, polling })], now);
      await writeDown({ by, act: "site.restore", site: id, subject: id, label: site.name });
      return site;
    },
  };
}
